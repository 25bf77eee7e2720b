import { EgressEnvironment, readEnvironment } from '@credstream/service-kit';

/** The raw variables of token-service. */
export class TokenEnvironment extends EgressEnvironment {}

/** The settings of token-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): TokenEnvironment => readEnvironment(TokenEnvironment, variables);
