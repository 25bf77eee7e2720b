import { createInterface } from 'node:readline';
import { start } from '../../src/index.js';

/**
 * A server in a process of its own: waits for the directory of the store on stdin, prints its URL and process id
 * or the reason why it did not start, then the message of each error of the running server, a line each; ends with
 * stdin at the latest.
 */
const lines = createInterface({ input: process.stdin });
lines.once('close', () => process.exit());
lines.once('line', (dataDir) => {
  const onError = (error: unknown) => void process.stdout.write(`${String(error)}\n`);
  start({ port: 0, dataDir, onError }).then(
    (server) => {
      process.once('SIGTERM', () => void server.stop().then(() => process.exit()));
      process.stdout.write(`${server.url} ${process.pid}\n`);
    },
    (error: unknown) => {
      process.stdout.write(`${error instanceof Error ? error.name : String(error)}\n`, () => process.exit(1));
    },
  );
});
