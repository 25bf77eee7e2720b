import { existsSync } from 'node:fs';
import { readPrivateFile, removePrivateFile, writePrivateFile } from '@credstream/crypto';
import { SettingsRefused } from '@credstream/service-kit';
import type { FoundLog } from '../up.js';

/** What a start does about a demo organization. */
export type DemoOrganization = 'none' | 'to make' | 'made before';

/** What a file beside the log says of the demo organization in it. */
type Mark = 'incomplete' | 'complete';

const fileOf = (dataDir: string): string => `${dataDir}/demo`;

const write = (dataDir: string, mark: Mark): Promise<void> => writePrivateFile(fileOf(dataDir), `${mark}\n`);

const read = async (dataDir: string): Promise<Mark | undefined> => {
  if (!existsSync(fileOf(dataDir))) return undefined;
  const mark = (await readPrivateFile(fileOf(dataDir))).toString().trim();
  return mark === 'complete' ? mark : 'incomplete';
};

export const incompleteDemo = (dataDir: string): string =>
  `The demo organization in ${dataDir} is incomplete: what was making it did not come to its end. What is there can be used.`;

const elsewhere =
  'Name another folder in CREDSTREAM_DATA_DIR, and another CREDSTREAM_PREFIX where EVENTSTORE_URL is set; or start without --demo.';

/**
 * For a start with `--demo`, before anything is written. Throws `SettingsRefused` when the installation has been started
 * before, unless a whole demo organization was made in it.
 */
export const beginDemo = async (dataDir: string, log: FoundLog): Promise<DemoOrganization> => {
  if (log === 'new') {
    await write(dataDir, 'incomplete');
    return 'to make';
  }
  const mark = await read(dataDir);
  if (mark === 'complete') return 'made before';
  throw new SettingsRefused(
    mark === 'incomplete'
      ? `${incompleteDemo(dataDir)} ${elsewhere}`
      : `--demo makes an organization at the first start of an installation only; this one in ${dataDir} has been started before. ${elsewhere}`,
  );
};

export const completeDemo = (dataDir: string): Promise<void> => write(dataDir, 'complete');

/** For a start without `--demo`: tells when only a part of a demo organization is there. */
export const tellIncompleteDemo = async (
  dataDir: string,
  log: FoundLog,
  tell: (line: string) => void,
): Promise<void> => {
  // A log that is new has no demo organization, whatever an earlier one had.
  if (log === 'new') await removePrivateFile(fileOf(dataDir));
  else if ((await read(dataDir)) === 'incomplete') tell(incompleteDemo(dataDir));
};
