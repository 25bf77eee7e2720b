import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

/** Silent clients, and the end of the server. */
export const keepAliveCases: readonly ContractCase[] = [
  {
    number: 96,
    title: 'pings a silent client, and closes on one that never answers',
    needs: { pingInterval: 100, maxPingsOut: 2 },
    run: async (session) => {
      expect(await (await session.raw()).lastWords()).toBe("PING\r\nPING\r\n-ERR 'Stale Connection'\r\n");
    },
  },
  {
    number: 97,
    title: 'keeps a silent client that answers',
    // More than it may leave unanswered; and so many that a machine may be busy for two seconds.
    needs: { pingInterval: 100, maxPingsOut: 20 },
    run: async (session) => {
      const client = await session.raw();
      for (let answered = 0; answered < 25;) {
        const pings = await client.waitFor('PING\r\n');
        expect(pings).toMatch(/^(PING\r\n)+$/);
        const count = pings.length / 'PING\r\n'.length;
        client.send('PONG\r\n'.repeat(count));
        answered += count;
      }
    },
  },
  {
    number: 98,
    title: 'tells clients that it stops (INFO with ldm), and closes after the grace',
    needs: { lameDuckGrace: 100 },
    run: async (session) => {
      const client = await session.raw();
      await client.exchange();
      const stopped = session.stopServer();
      const words = await client.lastWords();
      expect(words).toMatch(/^INFO \{.*\} ?\r\n$/);
      expect(JSON.parse(words.slice('INFO '.length))).toMatchObject({
        ldm: true,
        server_id: client.info['server_id'],
        client_id: client.info['client_id'],
      });
      await stopped;
    },
  },
  {
    number: 99,
    title: 'takes no new client once it stops, and still serves the present ones during the grace',
    needs: { lameDuckGrace: 3_000 },
    run: async (session) => {
      const client = await session.raw();
      await client.exchange();
      const stopped = session.stopServer();
      await client.waitFor('"ldm":true');
      await expect(session.stranger()).rejects.toThrow('ECONNREFUSED');
      expect(await client.exchange(`SUB ${session.subject} 1\r\nPUB ${session.subject} 0\r\n\r\n`)).toContain(
        `MSG ${session.subject} 1 0\r\n\r\n`,
      );
      await stopped;
    },
  },
  {
    number: 100,
    title: 'closes without INFO on a client of the first protocol',
    needs: { lameDuckGrace: 100 },
    run: async (session) => {
      const client = await session.raw({ protocol: 0 });
      await client.exchange();
      const stopped = session.stopServer();
      expect(await client.lastWords()).toBe('');
      await stopped;
    },
  },
  {
    number: 101,
    title: 'lets the official client notice that the server stops',
    needs: { lameDuckGrace: 100 },
    run: async (session) => {
      const client = await session.client();
      const stopped = session.stopServer();
      const seen: string[] = [];
      for await (const { type } of client.status()) seen.push(type);
      expect(seen).toContain('ldm');
      await stopped;
    },
  },
];
