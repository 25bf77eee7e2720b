/** What the disk and LMDB can do without a server: the ceiling that the event store is measured against. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';

export const openRaw = (folder) => {
  // Opened as the store opens its own: a commit counts when it is on disk, and no old memory gets into the file.
  const root = open({
    path: mkdtempSync(join(folder, 'raw-')),
    overlappingSync: false,
    eventTurnBatching: false,
    maxDbs: 2,
  });
  const log = root.openDB('log', { encoding: 'binary' });
  let position = 0;

  return {
    /** Commits of `inFlight` records each, one sync a commit, until the time is over. */
    append: async ({ data, inFlight, ms }) => {
      const record = Buffer.from(JSON.stringify(data));
      const start = performance.now();
      let count = 0;
      while (performance.now() - start < ms) {
        await root.childTransaction(() => {
          for (let i = 0; i < inFlight; i += 1) log.putSync((position += 1), record, { append: true });
        });
        count += inFlight;
      }
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    /** Reads every record and decodes its JSON. */
    replay: async () => {
      const start = performance.now();
      let count = 0;
      for (const { value } of log.getRange()) {
        JSON.parse(value);
        count += 1;
        // The other contestants' connections in this process have pings to answer.
        if (count % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    close: () => root.close(),
  };
};
