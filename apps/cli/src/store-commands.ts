import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  DamagedStore,
  ExposedStore,
  fsck,
  scavenge,
  type ScavengeResult,
  StoreInUse,
  type StoreSummary,
} from '@credstream/embedded-eventstoredb';

/** How a command on the store ends: 0 all is well, 1 the store is damaged, 2 it cannot be done as asked. */
export type StoreOutcome = Readonly<{ exitCode: 0 | 1 | 2; sentence: string }>;

const fine = (sentence: string): StoreOutcome => ({ exitCode: 0, sentence });
const wrongUse = (sentence: string): StoreOutcome => ({ exitCode: 2, sentence });

/** `credstream store check`: reads the whole log of a stopped suite and proves it. */
export const checkStore = (dataDir: string, tell: (line: string) => void): Promise<StoreOutcome> =>
  onStore(dataDir, tell, 'Checking', fsck, ({ records, streams }: StoreSummary) =>
    fine(`The event store is sound: ${records} records in ${streams} streams.`),
  );

/** `credstream store compact`: removes for good what deletions and limits hide, from the log of a stopped suite. */
export const compactStore = (dataDir: string, tell: (line: string) => void): Promise<StoreOutcome> =>
  onStore(dataDir, tell, 'Compacting', scavenge, ({ removed, bytesBefore, bytesAfter }: ScavengeResult) =>
    fine(
      `The event store is compact: ${removed} records removed, ${bytesBefore} bytes before, ${bytesAfter} after.`,
    ),
  );

/** A run that takes longer says so every few seconds. */
const toldEveryMs = 5_000;

const onStore = async <T>(
  dataDir: string,
  tell: (line: string) => void,
  doing: string,
  work: (directory: string) => Promise<T>,
  outcome: (result: T) => StoreOutcome,
): Promise<StoreOutcome> => {
  const directory = join(dataDir, 'eventstore');
  if (!existsSync(join(directory, 'store', 'data.mdb'))) {
    return wrongUse(`There is no event store in ${directory}. CREDSTREAM_DATA_DIR sets another folder.`);
  }
  const startedAt = performance.now();
  const progress = setInterval(
    () => tell(`${doing} ${directory}, ${Math.round((performance.now() - startedAt) / 1000)} s so far`),
    toldEveryMs,
  );
  try {
    return outcome(await work(directory));
  } catch (error) {
    return refusalOf(error, directory);
  } finally {
    clearInterval(progress);
  }
};

const refusalOf = (error: unknown, directory: string): StoreOutcome => {
  if (error instanceof DamagedStore) return { exitCode: 1, sentence: `${error.message}.` };
  if (error instanceof StoreInUse) {
    return wrongUse(`The event store in ${directory} is in use. Stop the suite first.`);
  }
  if (error instanceof ExposedStore) return wrongUse(`${error.message}.`);
  const reason = error instanceof Error ? error.message : String(error);
  return wrongUse(`The event store in ${directory} could not be worked on: ${reason}.`);
};
