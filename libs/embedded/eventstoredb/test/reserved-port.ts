import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

const loopback = '127.0.0.1';

/** Below what systems give to those who ask for any port: 32768 and up on Linux, 49152 and up elsewhere. */
const [lowest, highest] = [20_000, 28_000];

export type ReservedPort = Readonly<{ port: number; release: () => Promise<void> }>;

/** The UDP port of the same number stands for the reservation; nothing when somebody has it. */
const reserve = async (port: number): Promise<ReservedPort | undefined> => {
  const guard = createSocket('udp4').unref();
  const bound = once(guard, 'listening').then(
    () => true,
    () => false,
  );
  guard.bind({ port, address: loopback, exclusive: true });
  const release = (): Promise<void> => new Promise((resolve) => guard.close(resolve));
  if (await bound) return { port, release };
  await release();
  return undefined;
};

const nobodyListens = async (port: number): Promise<boolean> => {
  const probe = createServer();
  const listening = once(probe, 'listening').then(
    () => true,
    () => false,
  );
  probe.listen(port, loopback);
  if (!(await listening)) return false;
  await new Promise((resolve) => probe.close(resolve));
  return true;
};

/**
 * A TCP port on loopback for a server that cannot choose one itself, or that is to come back to the one it had. Nobody
 * else gets it before `release`, in this process or another, whether or not the server listens just then.
 */
export const reservePort = async (): Promise<ReservedPort> => {
  for (;;) {
    const reserved = await reserve(randomInt(lowest, highest));
    if (reserved && (await nobodyListens(reserved.port))) return reserved;
    await reserved?.release();
  }
};
