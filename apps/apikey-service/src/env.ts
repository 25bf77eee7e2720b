import { EgressEnvironment, Pauses, readEnvironment } from '@credstream/service-kit';
import { IsOptional } from 'class-validator';

/** The raw variables of apikey-service. */
export class ApiKeyEnvironment extends EgressEnvironment {
  @IsOptional()
  @Pauses()
  CREDSTREAM_WEBHOOK_RETRIES = '5,30,120,600,3600,21600,86400';
}

/** The settings of apikey-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): ApiKeyEnvironment => readEnvironment(ApiKeyEnvironment, variables);
