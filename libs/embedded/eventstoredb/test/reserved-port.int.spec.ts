import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type ReservedPort, reservePort } from './reserved-port.js';

const reserved: ReservedPort[] = [];
const reserveOne = async (): Promise<number> => {
  const one = await reservePort();
  reserved.push(one);
  return one.port;
};

afterEach(async () => {
  for (const { release } of reserved.splice(0)) await release();
});

describe('a reserved port', () => {
  it('is given to one, however many ask at once', async () => {
    const ports = await Promise.all(Array.from({ length: 200 }, reserveOne));
    expect(new Set(ports).size).toBe(200);
  });

  it('is open to a server, and still there when the server comes back', async () => {
    const port = await reserveOne();
    for (let times = 0; times < 2; times += 1) {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      expect((server.address() as AddressInfo).port).toBe(port);
      server.close();
      await once(server, 'close');
    }
  });

  it('can be told by others who reserve, until it is given back', async () => {
    const one = await reservePort();
    const bind = async () => {
      const other = createSocket('udp4');
      const bound = once(other, 'listening').then(
        () => true,
        () => false,
      );
      other.bind({ port: one.port, address: '127.0.0.1', exclusive: true });
      const got = await bound;
      await new Promise<void>((resolve) => other.close(resolve));
      return got;
    };
    expect(await bind()).toBe(false);
    await one.release();
    expect(await bind()).toBe(true);
  });
});
