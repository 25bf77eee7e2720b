import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';
import { IsOptional, IsString } from 'class-validator';

/** The raw variables of audit-service. */
export class AuditEnvironment extends ServiceEnvironment {
  /** Where checkpoints are published; not published outside of the log when absent. */
  @IsOptional()
  @IsString()
  CREDSTREAM_CHECKPOINT_FILE?: string;
}

/** The settings of audit-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): AuditEnvironment => readEnvironment(AuditEnvironment, variables);
