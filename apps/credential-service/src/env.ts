import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';

/** The raw variables of credential-service. */
export class CredentialEnvironment extends ServiceEnvironment {}

/** The settings of credential-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): CredentialEnvironment => readEnvironment(CredentialEnvironment, variables);
