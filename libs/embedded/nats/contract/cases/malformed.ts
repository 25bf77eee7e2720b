import { expect } from '@jest/globals';
import type { ContractCase } from '../contract-case.js';

const unknownOperation = "-ERR 'Unknown Protocol Operation'\r\n";

/** How lines are read, and what happens to those that cannot be. */
export const malformedCases: readonly ContractCase[] = [
  {
    number: 17,
    title: 'reads operations in any case, with a bare newline, tabs and many spaces',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`sub\t${subject}   1\nPub  ${subject}\t2\nhi\r\n`)).toBe(
        `MSG ${subject} 1 2\r\nhi\r\n`,
      );
    },
  },
  {
    number: 18,
    title: 'reads what arrives byte by byte',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      for (const byte of `SUB ${subject} 1\r\nPUB ${subject} 5\r\na\r\nb\n\r\n`) client.send(byte);
      expect(await client.exchange()).toBe(`MSG ${subject} 1 5\r\na\r\nb\n\r\n`);
    },
  },
  {
    number: 19,
    title: 'does not mind text after PING and PONG',
    run: async (session) => {
      const client = await session.raw();
      expect(await client.exchange('PONG thanks\r\nPINGxyz\r\n')).toBe('PONG\r\n');
    },
  },
  {
    number: 20,
    title: 'passes over +OK and INFO from a client',
    run: async (session) => {
      const client = await session.raw();
      expect(await client.exchange('+OK\r\nINFO {}\r\n')).toBe('');
    },
  },
  {
    number: 21,
    title: 'closes when a client says -ERR',
    run: async (session) => {
      expect(await (await session.raw()).lastWords("-ERR 'no'\r\n")).toBe('');
    },
  },
  {
    number: 22,
    title: 'closes without a word on an INFO that is not JSON',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('INFO x\r\n')).toBe('');
    },
  },
  {
    number: 23,
    title: 'refuses an unknown operation',
    run: async (session) => {
      for (const line of ['FOO\r\n', 'PUBLISH a 0\r\n', 'SUBfoo 1\r\n', 'GET / HTTP/1.1\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe(unknownOperation);
      }
    },
  },
  {
    number: 24,
    title: 'refuses an unknown operation at its first wrong byte',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('PUX')).toBe(unknownOperation);
    },
  },
  {
    number: 25,
    title: 'refuses an empty line',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('\r\n')).toBe(unknownOperation);
    },
  },
  {
    number: 26,
    title: 'refuses PUB, SUB and UNSUB with nothing behind them',
    run: async (session) => {
      for (const line of ['PUB\r\n', 'HPUB\r\n', 'SUB\r\n', 'UNSUB\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe(unknownOperation);
      }
    },
  },
  {
    number: 27,
    title: "refuses a server's operations from a client",
    run: async (session) => {
      for (const line of ['MSG a 1 2\r\nhi\r\n', 'RS+ a\r\n', 'LS+ a\r\n', 'A+ a\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe(unknownOperation);
      }
    },
  },
  {
    number: 28,
    title: 'serves what came before the malformed line',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('PING\r\nFOO\r\n')).toBe(`PONG\r\n${unknownOperation}`);
    },
  },
  {
    number: 29,
    title: 'closes without a word on a SUB with too few or too many arguments',
    run: async (session) => {
      for (const line of ['SUB \r\n', 'SUB 1\r\n', 'SUB a b c d\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe('');
      }
    },
  },
  {
    number: 30,
    title: 'closes without a word on an UNSUB with too few or too many arguments',
    run: async (session) => {
      for (const line of ['UNSUB \r\n', 'UNSUB 1 2 3\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe('');
      }
    },
  },
  {
    number: 31,
    title: 'closes without a word on a PUB or HPUB with too few or too many arguments',
    run: async (session) => {
      for (const line of ['PUB a\r\n', 'PUB a b c 1\r\n', 'HPUB a 1\r\n', 'HPUB a b c 1 2\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe('');
      }
    },
  },
  {
    number: 32,
    title: 'closes without a word on a size that is not a number of at most nine digits',
    run: async (session) => {
      for (const line of ['PUB a x\r\n', 'PUB a -1\r\n', 'PUB a 9999999999\r\n', 'HPUB a x 2\r\n']) {
        expect(await (await session.raw()).lastWords(line)).toBe('');
      }
    },
  },
  {
    number: 33,
    title: 'closes without a word on headers larger than the message',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('HPUB a 20 14\r\n')).toBe('');
    },
  },
  {
    number: 34,
    title: 'refuses a payload longer than announced',
    run: async (session) => {
      expect(await (await session.raw()).lastWords('PUB a 2\r\nhello\r\n')).toBe(unknownOperation);
    },
  },
  {
    number: 35,
    title: 'waits for a payload shorter than announced, and takes the next line as part of it',
    run: async (session) => {
      const client = await session.raw();
      const { subject } = session;
      expect(await client.exchange(`SUB ${subject} 1\r\nPUB ${subject} 10\r\nhi\r\nPING\r\n\r\n`)).toBe(
        `MSG ${subject} 1 10\r\nhi\r\nPING\r\n\r\n`,
      );
    },
  },
];
