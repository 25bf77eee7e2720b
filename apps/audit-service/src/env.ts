import { EgressEnvironment, readEnvironment } from '@credstream/service-kit';
import { IsOptional, IsString, IsUrl } from 'class-validator';

/** The raw variables of audit-service. */
export class AuditEnvironment extends EgressEnvironment {
  /** Where checkpoints are published; not published outside of the log when absent. */
  @IsOptional()
  @IsString()
  CREDSTREAM_CHECKPOINT_FILE?: string;

  /** Where checkpoints are also published: each is put there. */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  CREDSTREAM_CHECKPOINT_URL?: string;

  /** The folder of the sinks that are files; there are none when absent. */
  @IsOptional()
  @IsString()
  CREDSTREAM_SINK_FOLDER?: string;
}

/** The settings of audit-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): AuditEnvironment => readEnvironment(AuditEnvironment, variables);
