/** The embedded event store in a process of its own; tells its address and, when asked, its CPU time. */
import { start } from '@credstream/embedded-eventstoredb';

const server = await start({ port: 0, dataDir: process.argv[2] });
process.send({ url: server.url });
process.on('message', async (message) => {
  if (message === 'cpu') process.send({ cpu: process.cpuUsage() });
  if (message === 'stop') {
    await server.stop();
    process.exit(0);
  }
});
