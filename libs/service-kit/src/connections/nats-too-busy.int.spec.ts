import { type AddressInfo, connect, createServer } from 'node:net';
import { start } from '@credstream/embedded-nats';
import { expect, it } from '@jest/globals';
import { createLogger } from '../logger.js';
import { connectToNats } from './nats.js';

it('a server that has no time for the credentials is asked again: they are not wrong', async () => {
  const nats = await start({ port: 0 });
  const { hostname, port } = new URL(nats.url);
  let visits = 0;
  const proxy = createServer((socket) => {
    visits += 1;
    if (visits < 3) {
      socket.end(
        `INFO {"version":"2.10.0","max_payload":1048576,"proto":1}\r\n-ERR 'Authentication Timeout'\r\n`,
      );
      return;
    }
    const upstream = connect(Number(port), hostname);
    socket.pipe(upstream).pipe(socket);
    for (const end of [socket, upstream]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    const url = `nats://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const connection = await connectToNats({ NATS_URL: url }, 'too-busy', createLogger('test', 'silent'));
    await connection.flush();
    await connection.close();
    expect(visits).toBe(3);
  } finally {
    proxy.close();
    await nats.stop();
  }
});
