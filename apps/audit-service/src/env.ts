import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EgressEnvironment, readEnvironment, SettingsRefused } from '@credstream/service-kit';
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

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Throws `SettingsRefused` when no checkpoint could be published there. */
export const requireCheckpointFile = (file: string): void => {
  if (!isFolder(dirname(file))) {
    throw new SettingsRefused('CREDSTREAM_CHECKPOINT_FILE names a file in a folder that does not exist.');
  }
  if (isFolder(file)) throw new SettingsRefused('CREDSTREAM_CHECKPOINT_FILE names a folder and not a file.');
};

/** The settings of audit-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): AuditEnvironment => readEnvironment(AuditEnvironment, variables);
