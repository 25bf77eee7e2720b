import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

const invalidSubject = "-ERR 'Invalid Subject'\r\n";
const invalidPublishSubject = "-ERR 'Invalid Publish Subject'\r\n";

/** Validity and wildcards. */
export const subjectCases: readonly ContractCase[] = [
  {
    number: 46,
    title: 'refuses a subscription to an invalid subject and keeps the connection',
    run: async (session) => {
      const client = await session.raw();
      for (const subject of ['.', 'a.', '.a', 'a..b', '>.a', 'a.>.b']) {
        expect(await client.exchange(`SUB ${subject} 1\r\n`)).toBe(invalidSubject);
      }
      expect(await client.exchange(`SUB ${session.subject} 1\r\nPUB ${session.subject} 0\r\n\r\n`)).toBe(
        `MSG ${session.subject} 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 47,
    title: 'does not acknowledge a refused subscription',
    run: async (session) => {
      const client = await session.stranger();
      expect(await client.exchange('SUB a..b 1\r\n')).toBe(invalidSubject);
    },
  },
  {
    number: 48,
    title: 'tells a pedantic publisher of a wildcard, and delivers all the same',
    run: async (session) => {
      const client = await session.raw({ pedantic: true });
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject}.> 1\r\nPUB ${subject}.* 2\r\nhi\r\n`)).toBe(
        `${invalidPublishSubject}MSG ${subject}.* 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 49,
    title: 'tells a pedantic publisher of an empty token, with headers too',
    run: async (session) => {
      const client = await session.raw({ pedantic: true });
      expect(await client.exchange('PUB a..b 0\r\n\r\nHPUB a. 12 12\r\nNATS/1.0\r\n\r\n\r\n')).toBe(
        invalidPublishSubject.repeat(2),
      );
    },
  },
  {
    number: 50,
    title: 'tells a pedantic publisher before the payload has come',
    run: async (session) => {
      const client = await session.raw({ pedantic: true });
      client.send('PUB a..b 2\r\n');
      // nats-server 2.9 says it once more when the payload comes in pieces.
      expect(await client.waitFor('\r\n')).toContain(invalidPublishSubject);
    },
  },
  {
    number: 51,
    title: 'drops what is published to a subject with an empty token, without a word',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(
        await client.exchange(`SUB ${subject}.> 1\r\nPUB ${subject}..x 0\r\n\r\nPUB ${subject}.x. 0\r\n\r\n`),
      ).toBe('');
    },
  },
  {
    number: 52,
    title: 'matches * with exactly one token',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const sent = ['', '.a', '.a.b', '.a.b.c'].map((end) => `PUB ${subject}${end} 0\r\n\r\n`).join('');
      expect(await client.exchange(`SUB ${subject}.*.b 1\r\nSUB ${subject}.* 2\r\n${sent}`)).toBe(
        `MSG ${subject}.a 2 0\r\n\r\nMSG ${subject}.a.b 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 53,
    title: 'matches > with one or more tokens',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      const sent = ['', '.a', '.a.b'].map((end) => `PUB ${subject}${end} 0\r\n\r\n`).join('');
      expect(await client.exchange(`SUB ${subject}.> 1\r\n${sent}`)).toBe(
        `MSG ${subject}.a 1 0\r\n\r\nMSG ${subject}.a.b 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 54,
    title: 'takes * and > inside a token for plain characters',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(
        await client.exchange(
          `SUB ${subject}.a* 1\r\nSUB ${subject}.a>b 2\r\n` +
            `PUB ${subject}.ax 0\r\n\r\nPUB ${subject}.a* 0\r\n\r\nPUB ${subject}.a>b 0\r\n\r\n`,
        ),
      ).toBe(`MSG ${subject}.a* 1 0\r\n\r\nMSG ${subject}.a>b 2 0\r\n\r\n`);
    },
  },
  {
    number: 55,
    title: 'does not take a published wildcard for a wildcard',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(
        await client.exchange(`SUB ${subject}.a 1\r\nPUB ${subject}.* 0\r\n\r\nPUB ${subject}.> 0\r\n\r\n`),
      ).toBe('');
    },
  },
  {
    number: 56,
    title: 'tells subjects apart by case',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject}.a 1\r\nPUB ${subject}.A 0\r\n\r\n`)).toBe('');
    },
  },
  {
    number: 57,
    title: 'passes subjects on as the bytes they are',
    run: async (session) => {
      const client = await session.raw();
      const subject = `${session.subject}.\xc3\xa9\xff`;
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 0\r\n\r\n`)).toBe(
        `MSG ${subject} 1 0\r\n\r\n`,
      );
    },
  },
  {
    number: 58,
    title: 'refuses subjects, replies and a queue that servers keep to themselves',
    run: async (session) => {
      const client = await session.raw();
      expect(await client.exchange('PUB _GR_.a 0\r\n\r\n')).toBe(
        `-ERR 'Permissions Violation for Publish to "_GR_.a"'\r\n`,
      );
      expect(await client.exchange('PUB a _R_.a 0\r\n\r\n')).toBe(
        `-ERR 'Permissions Violation for Publish with Reply of "_R_.a"'\r\n`,
      );
      expect(await client.exchange('SUB a _sys_ 1\r\n')).toBe(
        `-ERR 'Permissions Violation for Subscription to "a" using queue "_sys_"'\r\n`,
      );
    },
  },
];
