import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProtocolViolation } from './errors.js';
import type { ProtocolHandler } from './protocol-parser.js';
import { ProtocolParser } from './protocol-parser.js';

type Seen = readonly unknown[];

const recording = (seen: Seen[]): ProtocolHandler => ({
  connect: (json) => void seen.push(['connect', json]),
  subscribe: (...given) => void seen.push(['subscribe', ...given]),
  unsubscribe: (...given) => void seen.push(['unsubscribe', ...given]),
  publishAnnounced: () => {},
  publish: ({ subject, reply, headerSize }, content) =>
    void seen.push(['publish', subject, reply, headerSize, content.toString('latin1')]),
  ping: () => void seen.push(['ping']),
  pong: () => void seen.push(['pong']),
  error: (text) => void seen.push(['error', text]),
});

const parsed = (chunks: readonly Buffer[], maxControlLine = 4096): Seen[] => {
  const seen: Seen[] = [];
  const parser = new ProtocolParser(recording(seen), maxControlLine);
  try {
    for (const chunk of chunks) parser.push(chunk);
  } catch (error) {
    if (!(error instanceof ProtocolViolation)) throw error;
    seen.push(['violation', error.reply]);
  }
  return seen;
};

const whole = (text: string): Buffer[] => [Buffer.from(text, 'latin1')];
const bytes = (text: string): Buffer[] => [...Buffer.from(text, 'latin1')].map((byte) => Buffer.from([byte]));
const cut = (text: string, places: readonly number[]): Buffer[] => {
  const all = Buffer.from(text, 'latin1');
  const edges = [0, ...places.map((place) => place % (all.length + 1)).sort((a, b) => a - b), all.length];
  return edges.slice(1).map((edge, position) => all.subarray(edges[position], edge));
};

const session = [
  'CONNECT {"verbose":false,"name":"\xc3\xa9"}\r\n',
  'ping\n',
  'PONG and more\r\n',
  'SUB foo.* 1\r\n',
  'sub\tfoo  workers\t2\r\n',
  'PUB foo.bar 5\r\nhello\r\n',
  'PUB foo.bar inbox 4\r\n\r\n\r\n\r\n',
  'PUB empty 0\r\n\r\n',
  'HPUB traced inbox 12 14\r\nNATS/1.0\r\n\r\nhi\r\n',
  'HPUB traced 12 12\r\nNATS/1.0\r\n\r\n\r\n',
  'UNSUB 1\r\n',
  'UNSUB 2 10\r\n',
  '+OK\r\n',
  'INFO {}\r\n',
  "-ERR 'too slow'\r\n",
].join('');

describe('the protocol parser', () => {
  it('reads every operation', () => {
    expect(parsed(whole(session))).toEqual([
      ['connect', '{"verbose":false,"name":"é"}'],
      ['ping'],
      ['pong'],
      ['subscribe', 'foo.*', undefined, '1'],
      ['subscribe', 'foo', 'workers', '2'],
      ['publish', 'foo.bar', undefined, undefined, 'hello\r\n'],
      ['publish', 'foo.bar', 'inbox', undefined, '\r\n\r\n\r\n'],
      ['publish', 'empty', undefined, undefined, '\r\n'],
      ['publish', 'traced', 'inbox', 12, 'NATS/1.0\r\n\r\nhi\r\n'],
      ['publish', 'traced', undefined, 12, 'NATS/1.0\r\n\r\n\r\n'],
      ['unsubscribe', '1', undefined],
      ['unsubscribe', '2', 10],
      ['error', "'too slow'"],
    ]);
  });

  it('reads the same byte by byte', () => {
    expect(parsed(bytes(session))).toEqual(parsed(whole(session)));
  });

  it('reads the same however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(session.length)), (places) => {
        expect(parsed(cut(session, places))).toEqual(parsed(whole(session)));
      }),
    );
  });

  it('gives back any published content, however it is cut', () => {
    const content = fc.uint8Array({ maxLength: 200 }).map((data) => Buffer.from(data).toString('latin1'));
    fc.assert(
      fc.property(fc.array(content, { maxLength: 5 }), fc.array(fc.nat()), (contents, places) => {
        const sent = contents.map((data) => `PUB a ${data.length}\r\n${data}\r\n`).join('');
        const expected = contents.map((data) => ['publish', 'a', undefined, undefined, `${data}\r\n`]);
        expect(parsed(cut(sent, places))).toEqual(expected);
      }),
    );
  });

  it('gives the content of a message that comes whole without copying it', () => {
    const chunk = Buffer.from('PUB a 2\r\nhi\r\n');
    const contents: Buffer[] = [];
    const handler = {
      ...recording([]),
      publish: (_line: unknown, content: Buffer) => void contents.push(content),
    };
    new ProtocolParser(handler, 4096).push(chunk);
    expect(contents[0]?.buffer).toBe(chunk.buffer);
  });

  it.each([
    '\r\n',
    'FOO\r\n',
    'X',
    'PUX',
    'PUB\r\n',
    'SUBfoo 1\r\n',
    'UNSUB\r\n',
    'MSG a 1 0\r\n',
    '\n',
    'pp',
  ])('refuses %j as an unknown operation', (text) => {
    const refused = [['violation', 'Unknown Protocol Operation']];
    expect(parsed(whole(text))).toEqual(refused);
    expect(parsed(bytes(text))).toEqual(refused);
  });

  it.each([
    'SUB \r\n',
    'SUB 1\r\n',
    'SUB a b c d\r\n',
    'UNSUB \r\n',
    'UNSUB 1 2 3\r\n',
    'PUB a\r\n',
    'PUB a b c 1\r\n',
    'PUB a x\r\n',
    'PUB a -1\r\n',
    'PUB a 9999999999\r\n',
    'HPUB a 1\r\n',
    'HPUB a x 2\r\n',
    'HPUB a 3 2\r\n',
    'INFO x\r\n',
  ])('cannot read the arguments of %j and gives no reply', (text) => {
    expect(parsed(whole(text))).toEqual([['violation', undefined]]);
    expect(parsed(bytes(text))).toEqual([['violation', undefined]]);
  });

  it('refuses content that is longer than announced', () => {
    expect(parsed(whole('PUB a 2\r\nhello\r\n'))).toEqual([['violation', 'Unknown Protocol Operation']]);
    expect(parsed(bytes('PUB a 2\r\nhel'))).toEqual([['violation', 'Unknown Protocol Operation']]);
  });

  it('refuses a control line over the limit, finished or not', () => {
    const refused = [['violation', 'maximum control line exceeded']];
    expect(parsed(whole(`SUB ${'a'.repeat(20)} 1\r\n`), 21)).toEqual(refused);
    expect(parsed(whole(`SUB ${'a'.repeat(23)}`), 21)).toEqual(refused);
    expect(parsed(whole(`SUB ${'a'.repeat(19)} 1\r\n`), 21)).toHaveLength(1);
    expect(parsed(bytes(`SUB ${'a'.repeat(19)} 1\r\n`), 21)).toEqual([
      ['subscribe', 'a'.repeat(19), undefined, '1'],
    ]);
  });

  it('keeps nothing of what follows an unfinished PING', () => {
    expect(parsed([...whole('PING'), ...whole('x'.repeat(9000)), ...whole('\r\n')])).toEqual([['ping']]);
  });

  it('refuses everything but CONNECT while the client has to authenticate', () => {
    const seen: Seen[] = [];
    const parser = new ProtocolParser(recording(seen), 4096);
    parser.connectOnly = true;
    parser.push(Buffer.from('connect {}\r\n'));
    expect(() => parser.push(Buffer.from('P'))).toThrow('Authorization Violation');
    expect(seen).toEqual([['connect', '{}']]);
  });

  it('reads nothing more once it is stopped, not even in the same chunk', () => {
    const seen: Seen[] = [];
    const handler = { ...recording(seen), pong: () => parser.stop() };
    const parser: ProtocolParser = new ProtocolParser(handler, 4096);
    parser.push(Buffer.from('PING\r\nPONG\r\nPING\r\n'));
    expect(seen).toEqual([['ping']]);
  });
});
