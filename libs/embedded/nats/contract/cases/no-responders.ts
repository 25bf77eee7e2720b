import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

/** nats-server 2.12 and later add the header Nats-Subject to what 2.9 sends. */
const nobody = (inbox: string, sid: number): RegExp =>
  new RegExp(
    `^HMSG ${inbox} ${sid} (\\d+) \\1\\r\\nNATS/1\\.0 503\\r\\n(Nats-Subject: .*\\r\\n)?\\r\\n\\r\\n$`,
  );

/** A requester hears at once that nobody listens. */
export const noResponderCases: readonly ContractCase[] = [
  {
    number: 82,
    title: 'sends status 503 to the reply subject when nobody listens',
    run: async (session) => {
      const client = await session.raw({ no_responders: true });
      const { subject } = session;
      expect(
        await client.exchange(`SUB ${subject}.in.* 9\r\nPUB ${subject} ${subject}.in.1 2\r\nhi\r\n`),
      ).toMatch(nobody(`${subject}.in.1`, 9));
    },
  },
  {
    number: 83,
    title: 'sends no status to a client that did not ask for it',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject}.in 9\r\nPUB ${subject} ${subject}.in 0\r\n\r\n`)).toBe('');
    },
  },
  {
    number: 84,
    title: 'sends no status without a reply subject, or without a subscription to it',
    run: async (session) => {
      const client = await session.raw({ no_responders: true });
      const { subject } = session;
      expect(await client.exchange(`PUB ${subject} 0\r\n\r\nPUB ${subject} ${subject}.in 0\r\n\r\n`)).toBe(
        '',
      );
    },
  },
  {
    number: 85,
    title: 'sends no status when somebody listens',
    run: async (session) => {
      const [client, listener] = [await session.raw({ no_responders: true }), await session.raw()];
      const { subject } = session;
      await listener.exchange(`SUB ${subject} workers 1\r\n`);
      expect(await client.exchange(`SUB ${subject}.in 9\r\nPUB ${subject} ${subject}.in 0\r\n\r\n`)).toBe('');
    },
  },
  {
    number: 86,
    title: 'counts a client without echo as nobody for its own requests',
    run: async (session) => {
      const client = await session.raw({ no_responders: true, echo: false });
      const { subject } = session;
      expect(
        await client.exchange(
          `SUB ${subject} 1\r\nSUB ${subject}.in 9\r\nPUB ${subject} ${subject}.in 0\r\n\r\n`,
        ),
      ).toMatch(nobody(`${subject}.in`, 9));
    },
  },
  {
    number: 87,
    title: 'sends the status to a plain subscription only',
    run: async (session) => {
      const client = await session.raw({ no_responders: true });
      const { subject } = session;
      expect(
        await client.exchange(`SUB ${subject}.in group 9\r\nPUB ${subject} ${subject}.in 0\r\n\r\n`),
      ).toBe('');
    },
  },
];
