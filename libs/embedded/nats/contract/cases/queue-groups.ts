import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

const count = (text: string, part: string): number => text.split(part).length - 1;

/** One member of a group gets each message. */
export const queueGroupCases: readonly ContractCase[] = [
  {
    number: 69,
    title: 'gives each message to one member, and every member its share',
    run: async (session) => {
      const [first, second, publisher] = [await session.raw(), await session.raw(), await session.raw()];
      const { subject } = session;
      for (const member of [first, second]) await member.exchange(`SUB ${subject} workers 1\r\n`);
      await publisher.exchange(`PUB ${subject} 0\r\n\r\n`.repeat(200));
      const shares = [count(await first.exchange(), 'MSG '), count(await second.exchange(), 'MSG ')];
      expect(shares[0]! + shares[1]!).toBe(200);
      expect(Math.min(...shares)).toBeGreaterThan(0);
    },
  },
  {
    number: 70,
    title: 'gives each message to every group, and to every plain subscription besides',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const delivered = await client.exchange(
        `SUB ${subject} red 1\r\nSUB ${subject} blue 2\r\nSUB ${subject} 3\r\nPUB ${subject} 0\r\n\r\n`,
      );
      for (const sid of [1, 2, 3]) expect(count(delivered, `MSG ${subject} ${sid} 0\r\n`)).toBe(1);
    },
  },
  {
    number: 71,
    title: 'takes members with different patterns for one group',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const delivered = await client.exchange(
        `SUB ${subject}.* red 1\r\nSUB ${subject}.> red 2\r\n${`PUB ${subject}.a 0\r\n\r\n`.repeat(50)}`,
      );
      expect(count(delivered, 'MSG ')).toBe(50);
      expect(count(delivered, `${subject}.a 1 `)).toBeGreaterThan(0);
      expect(count(delivered, `${subject}.a 2 `)).toBeGreaterThan(0);
    },
  },
  {
    number: 72,
    title: 'passes a message on when the member would be its own publisher without echo',
    run: async (session) => {
      const [publisher, other] = [await session.raw({ echo: false }), await session.raw()];
      const { subject } = session;
      await other.exchange(`SUB ${subject} red 1\r\n`);
      expect(
        await publisher.exchange(`SUB ${subject} red 1\r\n${`PUB ${subject} 0\r\n\r\n`.repeat(50)}`),
      ).toBe('');
      expect(count(await other.exchange(), 'MSG ')).toBe(50);
    },
  },
  {
    number: 73,
    title: 'gives everything to the members that stay when one leaves',
    run: async (session) => {
      const [leaving, staying, publisher] = [await session.raw(), await session.raw(), await session.raw()];
      const { subject } = session;
      for (const member of [leaving, staying]) await member.exchange(`SUB ${subject} red 1\r\n`);
      await leaving.exchange('UNSUB 1\r\n');
      await publisher.exchange(`PUB ${subject} 0\r\n\r\n`.repeat(50));
      expect(count(await staying.exchange(), 'MSG ')).toBe(50);
      expect(await leaving.exchange()).toBe('');
    },
  },
  {
    number: 74,
    title: 'ends a member after its limit and gives the rest to the others',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const delivered = await client.exchange(
        `SUB ${subject} red 1\r\nSUB ${subject} red 2\r\nUNSUB 1 3\r\n${`PUB ${subject} 0\r\n\r\n`.repeat(100)}`,
      );
      expect(count(delivered, `${subject} 1 0\r\n`)).toBe(3);
      expect(count(delivered, `${subject} 2 0\r\n`)).toBe(97);
    },
  },
];
