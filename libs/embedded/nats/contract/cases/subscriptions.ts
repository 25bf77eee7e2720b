import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

/** Life of a subscription. */
export const subscriptionCases: readonly ContractCase[] = [
  {
    number: 59,
    title: 'delivers to every subscription of every client, with its own id and the reply',
    run: async (session) => {
      const [first, second, publisher] = [await session.raw(), await session.raw(), await session.raw()];
      const { subject } = session;
      await first.exchange(`SUB ${subject} a\r\nSUB ${subject} b-2\r\n`);
      await second.exchange(`SUB ${subject} 1\r\n`);
      await publisher.exchange(`PUB ${subject} inbox 2\r\nhi\r\n`);
      const delivered = await first.exchange();
      expect(delivered).toContain(`MSG ${subject} a inbox 2\r\nhi\r\n`);
      expect(delivered).toContain(`MSG ${subject} b-2 inbox 2\r\nhi\r\n`);
      expect(await second.exchange()).toBe(`MSG ${subject} 1 inbox 2\r\nhi\r\n`);
    },
  },
  {
    number: 60,
    title: 'keeps the first subscription when an id is used twice',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(
        await client.exchange(
          `SUB ${subject}.a 1\r\nSUB ${subject}.b 1\r\nPUB ${subject}.b 0\r\n\r\nPUB ${subject}.a 0\r\n\r\n`,
        ),
      ).toBe(`MSG ${subject}.a 1 0\r\n\r\n`);
    },
  },
  {
    number: 61,
    title: 'ends a subscription with UNSUB, and lets its id be used again',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nUNSUB 1\r\nPUB ${subject} 0\r\n\r\n`)).toBe('');
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 0\r\n\r\n`)).toBe(
        `MSG ${subject} 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 62,
    title: 'passes over an UNSUB of an id that is not there',
    run: async (session) => {
      expect(await (await session.raw()).exchange('UNSUB 99\r\n')).toBe('');
    },
  },
  {
    number: 63,
    title: 'ends a subscription after as many messages as UNSUB allows',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const published = `PUB ${subject} 0\r\n\r\n`;
      expect(await client.exchange(`SUB ${subject} 1\r\nUNSUB 1 2\r\n${published.repeat(3)}`)).toBe(
        `MSG ${subject} 1 0\r\n\r\n`.repeat(2),
      );
    },
  },
  {
    number: 64,
    title: 'counts messages that came before UNSUB toward its limit',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const published = `PUB ${subject} 0\r\n\r\n`;
      expect(
        await client.exchange(
          `SUB ${subject} 1\r\n${published.repeat(2)}UNSUB 1 3\r\n${published.repeat(3)}`,
        ),
      ).toBe(`MSG ${subject} 1 0\r\n\r\n`.repeat(3));
    },
  },
  {
    number: 65,
    title: 'ends a subscription at once when the limit is already reached',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const published = `PUB ${subject} 0\r\n\r\n`;
      expect(await client.exchange(`SUB ${subject} 1\r\n${published}UNSUB 1 1\r\n${published}`)).toBe(
        `MSG ${subject} 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 66,
    title: 'ends a subscription at once when the limit cannot be read',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nUNSUB 1 x\r\nPUB ${subject} 0\r\n\r\n`)).toBe('');
    },
  },
  {
    number: 67,
    title: 'ends subscriptions with their connection',
    run: async (session) => {
      const [leaving, publisher] = [await session.raw(), await session.raw({ no_responders: true })];
      const { subject } = session;
      await leaving.exchange(`SUB ${subject} 1\r\n`);
      await leaving.lastWords('FOO\r\n');
      expect(
        await publisher.exchange(`SUB in.${subject} 1\r\nPUB ${subject} in.${subject} 0\r\n\r\n`),
      ).toContain('503');
    },
  },
  {
    number: 68,
    title: 'delivers what one client publishes in its order',
    run: async (session) => {
      const [listener, publisher] = [await session.raw(), await session.raw()];
      const { subject } = session;
      await listener.exchange(`SUB ${subject} 1\r\n`);
      const numbers = Array.from({ length: 5_000 }, (_, index) => String(index).padStart(5, '0'));
      await publisher.exchange(numbers.map((number) => `PUB ${subject} 5\r\n${number}\r\n`).join(''));
      expect(await listener.exchange()).toBe(
        numbers.map((number) => `MSG ${subject} 1 5\r\n${number}\r\n`).join(''),
      );
    },
  },
];
