import { type Child, startChild } from './child.js';

/** This machine's nats-server on a free port, when it accepts clients. */
export const launchNatsServer = async (): Promise<Readonly<{ server: Child; url: string }>> => {
  const server = startChild('nats-server', ['-a', '127.0.0.1', '-p', '-1']);
  const [, port] = await server.prints(/client connections on 127\.0\.0\.1:(\d+)[^]*Server is ready/);
  return { server, url: `nats://127.0.0.1:${port}` };
};

/** Resolves with its address. */
export const startNatsServer = async (): Promise<string> => (await launchNatsServer()).url;
