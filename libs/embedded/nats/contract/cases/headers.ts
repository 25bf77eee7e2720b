import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

const block = 'NATS/1.0\r\nA: b\r\n\r\n';

/** HPUB and HMSG. */
export const headerCases: readonly ContractCase[] = [
  {
    number: 75,
    title: 'carries headers to a client that takes them',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nHPUB ${subject} in 18 20\r\n${block}hi\r\n`)).toBe(
        `HMSG ${subject} 1 in 18 20\r\n${block}hi\r\n`,
      );
    },
  },
  {
    number: 76,
    title: 'takes headers off for a client that did not ask for them',
    run: async (session) => {
      const [plain, publisher] = [await session.raw({ headers: false }), await session.raw()];
      const { subject } = session;
      await plain.exchange(`SUB ${subject} 1\r\n`);
      await publisher.exchange(`HPUB ${subject} in 18 20\r\n${block}hi\r\n`);
      expect(await plain.exchange()).toBe(`MSG ${subject} 1 in 2\r\nhi\r\n`);
    },
  },
  {
    number: 77,
    title: 'sends a message without headers as MSG to a client that takes headers',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 2\r\nhi\r\n`)).toBe(
        `MSG ${subject} 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 78,
    title: 'carries headers without a body',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nHPUB ${subject} 18 18\r\n${block}\r\n`)).toBe(
        `HMSG ${subject} 1 18 18\r\n${block}\r\n`,
      );
    },
  },
  {
    number: 79,
    title: 'takes headers of no length for none',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nHPUB ${subject} 0 2\r\nhi\r\n`)).toBe(
        `MSG ${subject} 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 80,
    title: 'closes without a word on HPUB from a client that did not ask for headers',
    run: async (session) => {
      const client = await session.raw({ headers: false });
      expect(await client.lastWords('HPUB a 18 18\r\n')).toBe('');
    },
  },
  {
    number: 81,
    title: 'does not look into headers',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nHPUB ${subject} 3 5\r\n?!?hi\r\n`)).toBe(
        `HMSG ${subject} 1 3 5\r\n?!?hi\r\n`,
      );
    },
  },
];
