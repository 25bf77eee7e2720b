import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';
import { IsOptional, IsString, Length } from 'class-validator';

/** The raw variables of identity-service. */
export class IdentityEnvironment extends ServiceEnvironment {
  @IsOptional()
  @IsString()
  @Length(12, 128, { message: 'CREDSTREAM_ADMIN_PASSWORD must have 12 to 128 characters' })
  CREDSTREAM_ADMIN_PASSWORD?: string;
}

/** The settings of identity-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): IdentityEnvironment => readEnvironment(IdentityEnvironment, variables);
