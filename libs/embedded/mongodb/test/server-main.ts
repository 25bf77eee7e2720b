import { createInterface } from 'node:readline';
import { start } from '../src/index.js';

/** A server in a process of its own: reads its folder, prints its URL, and ends with stdin at the latest. */
const lines = createInterface({ input: process.stdin });
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
lines.once('close', () => process.exit());
lines.once('line', (folder) => {
  const store = {
    folder,
    identity: 'log',
    flushMs: 20,
    onDropped: ({ reason }: Readonly<{ reason: string }>) => say(`dropped ${reason}`),
    onError: (error: unknown) => say(`error ${String(error)}`),
  };
  start({ port: 0, store }).then(
    ({ url }) => say(`url ${url}`),
    (error: unknown) => say(`failed ${String(error)}`),
  );
});
