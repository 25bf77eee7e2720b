import { SettingsRefused } from '@credstream/service-kit';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Listens for a moment; the port is the one asked for, or for 0 one that was free. */
const tryAddress = async (host: string, port: number): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve));
  const { port: taken } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return taken;
};

/** An address on loopback that nobody listens on. */
export const freeAddress = async (): Promise<string> => `127.0.0.1:${await tryAddress('127.0.0.1', 0)}`;

/** Throws `SettingsRefused` when the suite could not listen there. */
export const requireFreeAddress = async ({ host, port }: { host: string; port: number }): Promise<void> => {
  try {
    await tryAddress(host, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code})`;
    throw new SettingsRefused(
      `The address ${host}:${port} ${reason}. CREDSTREAM_PORT and CREDSTREAM_HOST set another one.`,
    );
  }
};
