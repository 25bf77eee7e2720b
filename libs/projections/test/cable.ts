import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A connection that can break and be mended while the server behind it keeps running. */
export type Cable = Readonly<{
  port: number;
  /** Breaks what is connected; nobody can connect until it is mended. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
}>;

/** Listens on a free loopback port and passes everything on to `target` there. */
export const startCable = async (target: number): Promise<Cable> => {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.pipe(other);
    // What breaks on one side ends on the other; `close` follows.
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const listen = async (wanted: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      keep(near, far);
      keep(far, near);
    }).listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server: Server | undefined = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: async () => {
      if (!server) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      server = undefined;
    },
    mend: async () => {
      server ??= await listen(port);
    },
  };
};
