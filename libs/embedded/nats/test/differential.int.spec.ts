import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { start } from '../src/index.js';
import { startNatsServer } from './nats-server.js';

type Outcome = Readonly<{ closes: boolean; says: readonly string[] }>;

/** What a server does with these bytes, and whether it still answers a PING that follows them. */
const outcomeOf = (url: string, bytes: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) }).setEncoding('latin1');
    let received = '';
    let sent = false;
    const end = (closes: boolean): void => {
      socket.destroy();
      const lines = received.split('\r\n').filter((line) => /^(?:-ERR|\+OK|MSG|HMSG)/.test(line));
      resolve({ closes, says: lines });
    };
    socket.on('data', (text: string) => {
      received += text;
      if (!sent && received.includes('\r\n')) {
        sent = true;
        socket.write(`${bytes}PING\r\n`, 'latin1');
      }
      if (/(?:^|\r\n)PONG\r\n$/.test(received)) end(false);
    });
    // A server that closes while this end still writes resets the connection.
    socket.on('error', () => end(true));
    socket.on('close', () => end(true));
    socket.setTimeout(60_000, () => reject(new Error(`No answer to ${JSON.stringify(bytes)}`)));
  });

const quiet = 'CONNECT {"verbose":false}\r\n';
const connectWith = (fields: string) => `CONNECT {"verbose":false,${fields}}\r\n`;

const sequences: readonly string[] = [
  // Fields of CONNECT, each of another type, also those that the server makes no use of.
  ...['name', 'lang', 'version', 'jwt', 'nkey', 'sig', 'user', 'pass', 'auth_token', 'account'].flatMap(
    (name) => [
      connectWith(`"${name}":1`),
      connectWith(`"${name}":true`),
      connectWith(`"${name}":{}`),
      connectWith(`"${name}":null`),
    ],
  ),
  ...['pedantic', 'echo', 'headers', 'no_responders', 'tls_required', 'new_account'].flatMap((name) => [
    connectWith(`"${name}":1`),
    connectWith(`"${name}":"true"`),
    connectWith(`"${name}":null`),
  ]),
  ...['1.5', '"1"', 'true', '-1', '2', '1e0', '99999999999999999999'].map((value) =>
    connectWith(`"protocol":${value}`),
  ),
  connectWith('"import":1'),
  connectWith('"import":{}'),
  connectWith('"export":[]'),
  connectWith('"unknown":1'),
  connectWith('"LANG":1'),
  'CONNECT []\r\n',
  'CONNECT "x"\r\n',
  'CONNECT {}{}\r\n',
  'CONNECT {"verbose":false} x\r\n',
  // Line ends, blanks and sizes.
  `${quiet}PUB a 5\r\r\nhello\r\n`,
  `${quiet}PUB a 5\r\nhello\r\n`,
  `${quiet}PUB a 5\nhello\r\n`,
  `${quiet}PUB a\r5\r\nhello\r\n`,
  `${quiet}PUB\ta\t5\r\nhello\r\n`,
  `${quiet}PUB  a   5  \r\nhello\r\n`,
  `${quiet}PUB a +5\r\nhello\r\n`,
  `${quiet}PUB a -5\r\nhello\r\n`,
  `${quiet}PUB a 05\r\nhello\r\n`,
  `${quiet}PUB a 5x\r\nhello\r\n`,
  `${quiet}PUB a\r\n`,
  `${quiet}PUB a b c 5\r\nhello\r\n`,
  `${quiet}PUB a 5\r\nhello!\r\n`,
  `${quiet}PUB a 5\r\nhello\n`,
  `${quiet}SUB a 1\r\r\n`,
  `${quiet}SUB a\r1\r\n`,
  `${quiet}SUB a b 1 2\r\n`,
  `${quiet}SUB a\r\n`,
  `${quiet}UNSUB 1\r\r\n`,
  `${quiet}UNSUB\r\n`,
  `${quiet}UNSUB 1 2 3\r\n`,
  `${quiet}SUB a 1\r\nPUB a 0\r\n\r\n`,
  `${quiet}pub a 2\r\nhi\r\n`,
  `${quiet}PUBX a 2\r\nhi\r\n`,
  `${quiet}\r\n`,
  `${quiet} PING\r\n`,
];

describe('the same bytes, sent to both servers', () => {
  let embedded: Readonly<{ url: string; stop: () => Promise<void> }>;
  let real: Readonly<{ url: string; stop: () => Promise<void> }>;

  beforeAll(async () => {
    embedded = await start({ port: 0 });
    real = await startNatsServer({});
  });
  afterAll(async () => {
    await embedded.stop();
    await real.stop();
  });

  it.each(sequences.map((bytes) => [JSON.stringify(bytes), bytes]))('%s', async (_shown, bytes) => {
    const [ours, theirs] = await Promise.all([outcomeOf(embedded.url, bytes), outcomeOf(real.url, bytes)]);
    expect(ours).toEqual(theirs);
  });
});
