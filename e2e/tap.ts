import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterTests } from './after-tests.js';

/** A neighbour on the wire: hands on what goes between a server and its clients, and keeps all of it. */
export type Tap = Readonly<{
  port: number;
  /** What went one way over one connection, for each connection and way. */
  recorded: () => readonly Buffer[];
  /** Breaks all connections; new ones can be made at once. */
  cut: () => void;
}>;

/** Listens on a free port of loopback for clients of the server on this port. It ends after the tests of the file. */
export const startTap = async (serverPort: number | string): Promise<Tap> => {
  const ways: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const handOn = (from: Socket, to: Socket): void => {
    const way: Buffer[] = [];
    ways.push(way);
    sockets.add(from);
    from.on('data', (bytes) => {
      way.push(bytes);
      to.write(bytes);
    });
    from.once('end', () => to.end());
    // The other end is told by the close.
    from.on('error', () => undefined);
    from.once('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const upstream = connect({
      port: Number(serverPort),
      host: '127.0.0.1',
      noDelay: true,
      allowHalfOpen: true,
    });
    handOn(client, upstream);
    handOn(upstream, client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  afterTests(async () => {
    const closed = once(server.close(), 'close');
    cut();
    await closed;
  });
  return {
    port: (server.address() as AddressInfo).port,
    recorded: () => ways.map((way) => Buffer.concat(way)),
    cut,
  };
};
