/** What the disk and LMDB can do without a server: the ceiling that the event store is measured against. */
import { open } from 'lmdb';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const openRaw = (folder) => {
  const path = mkdtempSync(join(folder, 'raw-'));
  const root = open({ path, overlappingSync: false, noMemInit: true, maxDbs: 2 });
  const log = root.openDB('log', { encoding: 'binary' });
  let position = 1;

  return {
    /** Commits of `inFlight` records each, one sync a commit, until the time is over; records a second. */
    append: async (record, inFlight, ms) => {
      const start = performance.now();
      let count = 0;
      while (performance.now() - start < ms) {
        await root.childTransaction(() => {
          for (let i = 0; i < inFlight; i += 1) log.putSync((position += 1), record, { append: true });
        });
        count += inFlight;
      }
      return (count / (performance.now() - start)) * 1000;
    },
    /** Reads every record and decodes its JSON; records a second. */
    replay: () => {
      const start = performance.now();
      let count = 0;
      for (const { value } of log.getRange()) {
        JSON.parse(value);
        count += 1;
      }
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    close: async () => {
      await root.close();
      rmSync(path, { recursive: true });
    },
  };
};
