import { startChild } from './child.js';

/** This machine's nats-server on a free port; resolves with its address when it accepts clients. */
export const startNatsServer = async (): Promise<string> => {
  const server = startChild('nats-server', ['-a', '127.0.0.1', '-p', '-1']);
  const [, port] = await server.prints(/client connections on 127\.0\.0\.1:(\d+)[^]*Server is ready/);
  return `nats://127.0.0.1:${port}`;
};
