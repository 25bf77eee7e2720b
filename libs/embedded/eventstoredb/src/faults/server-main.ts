import { start } from '../index.js';

/** A server in a process of its own: prints its URL and process id, or the reason why it did not start. */
const [dataDir = ''] = process.argv.slice(2);
try {
  const server = await start({ port: 0, dataDir, onError: () => undefined });
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  process.stdout.write(`${server.url} ${process.pid}\n`);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.name : String(error)}\n`);
  process.exitCode = 1;
}
