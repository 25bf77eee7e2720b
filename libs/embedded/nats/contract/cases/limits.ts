import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

const lineTooLong = "-ERR 'maximum control line exceeded'\r\n";
const payloadTooLarge = "-ERR 'Maximum Payload Violation'\r\n";
const mebibyte = 1024 * 1024;

/** Control lines, payloads, counts, and clients that do not keep up. */
export const limitCases: readonly ContractCase[] = [
  {
    number: 36,
    title: 'refuses a control line over 4096 bytes',
    run: async (session) => {
      expect(await (await session.raw()).lastWords(`SUB ${'a'.repeat(5000)} 1\r\n`)).toBe(lineTooLong);
    },
  },
  {
    number: 37,
    title: 'refuses a control line over the limit before it ends',
    run: async (session) => {
      expect(await (await session.raw()).lastWords(`SUB ${'a'.repeat(5000)}`)).toBe(lineTooLong);
    },
  },
  {
    number: 38,
    title: 'counts the arguments alone toward the control line',
    needs: { maxControlLine: 100 },
    run: async (session) => {
      const client = await session.stranger();
      client.send('CONNECT {"verbose":false}\r\n');
      expect(await client.exchange(`SUB ${'a'.repeat(98)} 1\r\n`)).toBe('');
      expect(await client.lastWords(`SUB ${'a'.repeat(99)} 1\r\n`)).toBe(lineTooLong);
    },
  },
  {
    number: 39,
    title: 'refuses a payload over the maximum as soon as it is announced',
    run: async (session) => {
      const client = await session.raw();
      const over = Number(client.info['max_payload']) + 1;
      expect(await client.lastWords(`PUB a ${over}\r\n`)).toBe(payloadTooLarge);
    },
  },
  {
    number: 40,
    title: 'delivers a payload of exactly the maximum, byte for byte',
    run: async (session) => {
      const [client, listener] = [await session.client(), await session.client()];
      const content = randomBytes(mebibyte);
      const subscription = listener.subscribe(session.subject, { max: 1 });
      await listener.flush();
      client.publish(session.subject, content);
      await client.flush();
      for await (const message of subscription) expect(Buffer.compare(message.data, content)).toBe(0);
    },
  },
  {
    number: 41,
    title: 'announces and enforces the maximum payload it is started with, headers included',
    needs: { maxPayload: 100 },
    run: async (session) => {
      const client = await session.raw();
      expect(client.info['max_payload']).toBe(100);
      expect(await client.exchange(`PUB a 100\r\n${'x'.repeat(100)}\r\n`)).toBe('');
      expect(await client.lastWords('HPUB a 12 101\r\n')).toBe(payloadTooLarge);
    },
  },
  {
    number: 42,
    title: 'refuses a subscription over the maximum and keeps the connection',
    needs: { maxSubscriptions: 2 },
    run: async (session) => {
      const client = await session.raw();
      expect(await client.exchange('SUB a 1\r\nSUB b 2\r\n')).toBe('');
      expect(await client.exchange('SUB c 3\r\n')).toBe("-ERR 'maximum subscriptions exceeded'\r\n");
      expect(await client.exchange('UNSUB 1\r\nSUB c 3\r\n')).toBe('');
    },
  },
  {
    number: 43,
    title: 'refuses a client over the maximum of connections',
    needs: { maxConnections: 1 },
    run: async (session) => {
      const first = await session.raw();
      await first.exchange();
      const second = await session.stranger();
      expect(await second.lastWords()).toBe("-ERR 'maximum connections exceeded'\r\n");
      expect(await first.exchange()).toBe('');
    },
  },
  {
    number: 44,
    title: 'cuts off a client that leaves more than the maximum pending',
    needs: { maxPending: mebibyte },
    run: async (session) => {
      const [slow, publisher] = [await session.raw(), await session.raw()];
      await slow.exchange(`SUB ${session.subject} 1\r\n`);
      slow.stopReading();
      const content = 'x'.repeat(512 * 1024);
      // Sockets of both sides hold some megabytes before anything is pending.
      for (let sent = 0; sent < 64; sent++) {
        await publisher.exchange(`PUB ${session.subject} ${content.length}\r\n${content}\r\n`);
      }
      slow.readAgain();
      expect(await slow.lastWords()).not.toContain('-ERR');
    },
  },
  {
    number: 45,
    title: 'delivers everything to the others while it cuts a slow one off',
    needs: { maxPending: mebibyte },
    run: async (session) => {
      const [slow, listener, publisher] = [await session.raw(), await session.raw(), await session.raw()];
      for (const client of [slow, listener]) await client.exchange(`SUB ${session.subject} 1\r\n`);
      slow.stopReading();
      const content = 'x'.repeat(512 * 1024);
      for (let sent = 0; sent < 64; sent++) {
        await publisher.exchange(`PUB ${session.subject} ${content.length}\r\n${content}\r\n`);
        const delivered = await listener.exchange();
        expect(delivered.length).toBe(`MSG ${session.subject} 1 ${content.length}\r\n${content}\r\n`.length);
      }
      slow.readAgain();
      await slow.lastWords();
    },
  },
  {
    number: 116,
    title: 'slows a publisher down instead of cutting off a listener that reads, but less fast',
    needs: { maxPending: 4 * 1024 * 1024 },
    run: async (session) => {
      const [publisher, listener] = [await session.raw(), await session.raw()];
      await listener.exchange(`SUB ${session.subject} 1\r\n`);
      const content = 'x'.repeat(64 * 1024);
      await publisher.exchange(`PUB ${session.subject} ${content.length}\r\n${content}\r\n`.repeat(400));
      const delivered = await listener.exchange();
      expect(delivered.length).toBe(
        `MSG ${session.subject} 1 ${content.length}\r\n${content}\r\n`.length * 400,
      );
    },
  },
];
