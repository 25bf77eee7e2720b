/** The embedded event store in a process of its own, so that its processor time is its own. */
import { start } from '@credstream/embedded-eventstoredb';

const server = await start({ port: 0, dataDir: process.argv[2] });
process.send({ url: server.url });
process.on('SIGTERM', async () => {
  await server.stop();
  process.exit(0);
});
