import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';

/** The settings of audit-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): ServiceEnvironment => readEnvironment(ServiceEnvironment, variables);
