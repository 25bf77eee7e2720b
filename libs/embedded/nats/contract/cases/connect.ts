import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

/** Greeting and CONNECT. */
export const connectCases: readonly ContractCase[] = [
  {
    number: 1,
    title: 'greets with an INFO that clients need',
    run: async (session) => {
      const { info } = await session.stranger();
      expect(info).toMatchObject({
        server_id: expect.any(String),
        server_name: expect.any(String),
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        proto: 1,
        go: expect.any(String),
        host: expect.any(String),
        port: expect.any(Number),
        headers: true,
        max_payload: 1024 * 1024,
        client_id: expect.any(Number),
        client_ip: expect.any(String),
      });
      expect(info).not.toHaveProperty('auth_required');
    },
  },
  {
    number: 2,
    title: 'gives every client an id of its own',
    run: async (session) => {
      const [first, second] = [await session.stranger(), await session.stranger()];
      expect(first.info['client_id']).not.toBe(second.info['client_id']);
      expect(first.info['server_id']).toBe(second.info['server_id']);
    },
  },
  {
    number: 3,
    title: 'serves a client that never says CONNECT, verbosely',
    run: async (session) => {
      const client = await session.stranger();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 2\r\nhi\r\n`)).toBe(
        `+OK\r\n+OK\r\nMSG ${subject} 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 4,
    title: 'stays verbose when CONNECT does not say otherwise',
    run: async (session) => {
      const client = await session.stranger();
      expect(await client.exchange('CONNECT {}\r\n')).toBe('+OK\r\n');
    },
  },
  {
    number: 5,
    title: 'takes a CONNECT of null as one that says nothing',
    run: async (session) => {
      const client = await session.stranger();
      expect(await client.exchange('CONNECT null\r\n')).toBe('+OK\r\n');
    },
  },
  {
    number: 6,
    title: 'needs no space after CONNECT, and takes option names in any case',
    run: async (session) => {
      const client = await session.stranger();
      expect(await client.exchange('CONNECT{"VERBOSE":false}\r\n')).toBe('');
    },
  },
  {
    number: 7,
    title: 'acknowledges SUB, PUB and UNSUB when verbose, and answers PING with PONG alone',
    run: async (session) => {
      const client = await session.raw({ verbose: true });
      const { subject } = session;
      await client.waitFor('+OK\r\n');
      expect(await client.exchange()).toBe('');
      expect(await client.exchange(`SUB ${subject} 1\r\nUNSUB 1\r\nPUB ${subject} 0\r\n\r\n`)).toBe(
        '+OK\r\n+OK\r\n+OK\r\n',
      );
    },
  },
  {
    number: 8,
    title: 'takes a second CONNECT as a change of options',
    run: async (session) => {
      const client = await session.raw();
      expect(await client.exchange()).toBe('');
      expect(await client.exchange('CONNECT {"verbose":true}\r\n')).toBe('+OK\r\n');
    },
  },
  {
    number: 9,
    title: 'refuses a protocol that it does not know',
    run: async (session) => {
      const client = await session.raw({ protocol: 5 });
      expect(await client.lastWords()).toBe("-ERR 'invalid client protocol'\r\n");
    },
  },
  {
    number: 10,
    title: 'refuses no-responders without headers',
    run: async (session) => {
      const client = await session.raw({ headers: false, no_responders: true });
      expect(await client.lastWords()).toBe("-ERR 'no responders requires headers support'\r\n");
    },
  },
  {
    number: 11,
    title: 'refuses a client that names its account',
    run: async (session) => {
      const client = await session.raw({ account: 'mine' });
      expect(await client.lastWords()).toBe("-ERR 'Authorization Violation'\r\n");
    },
  },
  {
    number: 12,
    title: 'closes without a word on a CONNECT that is not JSON',
    run: async (session) => {
      for (const text of ['CONNECT\r\n', 'CONNECT {\r\n', 'CONNECT {} x\r\n', 'CONNECT []\r\n']) {
        expect(await (await session.stranger()).lastWords(text)).toBe('');
      }
    },
  },
  {
    number: 13,
    title: 'closes without a word on a CONNECT option of the wrong type',
    run: async (session) => {
      for (const option of ['"verbose":1', '"protocol":"1"', '"user":true']) {
        expect(await (await session.stranger()).lastWords(`CONNECT {${option}}\r\n`)).toBe('');
      }
    },
  },
  {
    number: 14,
    title: 'lets a client in that shows credentials nobody asked for',
    run: async (session) => {
      const client = await session.raw({ user: 'u', pass: 'p', auth_token: 't' });
      expect(await client.exchange()).toBe('');
    },
  },
  {
    number: 15,
    title: 'delivers a client its own messages by default',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 2\r\nhi\r\n`)).toBe(
        `MSG ${subject} 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 16,
    title: 'does not deliver a client its own messages with echo off, but delivers them to others',
    run: async (session) => {
      const [client, other] = [await session.raw({ echo: false }), await session.raw()];
      const { subject } = session;
      await other.exchange(`SUB ${subject} 7\r\n`);
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 2\r\nhi\r\n`)).toBe('');
      expect(await other.exchange()).toBe(`MSG ${subject} 7 2\r\nhi\r\n`);
    },
  },
];
