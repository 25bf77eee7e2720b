// What a call between two parts costs in processor time, by each way of making it believable. No network: the
// carrier costs the same for all. Run: node --conditions=credstream-source bench/bus/run.mjs, or after a build without.
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { PartKeys, provideKeys, SealedChannel } from '@credstream/crypto';

const calls = 5_000;
const body = Buffer.from(
  JSON.stringify({ id: '1', pattern: 'apikey.load_entry.v1', data: { keyId: 'a'.repeat(12) } }),
);
const answer = Buffer.alloc(600, 'x');

const micros = (used) => (used.user + used.system) / calls;

/** The median of five rounds: microseconds of processor time for one call and its reply, both ends. */
const measure = async (round) => {
  await round();
  const taken = [];
  for (let n = 0; n < 5; n += 1) {
    const before = process.cpuUsage();
    await round();
    taken.push(micros(process.cpuUsage(before)));
  }
  return taken.sort((a, b) => a - b)[2];
};

const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-bus-'));
try {
  const part = (trusts) => ({ signs: 'signs nothing', trusts, own: [], shared: [] });
  await provideKeys(
    join(folder, 'keys'),
    { gateway: part(['apikey']), apikey: part(['gateway']) },
    'may be new',
  );
  const asking = new SealedChannel(await PartKeys.open(join(folder, 'keys'), 'gateway'), 'apikey');
  const answering = new SealedChannel(await PartKeys.open(join(folder, 'keys'), 'apikey'), 'gateway');

  const plain = async () => {
    for (let n = 0; n < calls; n += 1) {
      JSON.parse(Buffer.from(body).toString());
      Buffer.from(answer).toString();
    }
  };

  const sealed = async () => {
    for (let n = 0; n < calls; n += 1) {
      const { envelope, id } = asking.seal(body, 'request x');
      answering.open(envelope, 'request x');
      const reply = answering.seal(answer, `reply x ${id}`);
      asking.open(reply.envelope, `reply x ${id}`);
    }
  };

  const one = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const statement = (bytes, id) =>
    Buffer.from(JSON.stringify({ id, call: 'x', hash: createHash('sha256').update(bytes).digest('hex') }));
  const options = (key) => ({ key, dsaEncoding: 'ieee-p1363' });
  const signed = async () => {
    for (let n = 0; n < calls; n += 1) {
      const id = randomUUID();
      const asks = sign('sha256', statement(body, id), options(one.privateKey));
      verify('sha256', statement(body, id), options(one.publicKey), asks);
      const says = sign('sha256', statement(answer, id), options(other.privateKey));
      verify('sha256', statement(answer, id), options(other.publicKey), says);
    }
  };

  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
  );
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(folder, name)));
  const server = createServer(
    { key, cert, ca: cert, requestCert: true, rejectUnauthorized: true },
    (socket) => socket.on('data', () => socket.write(answer)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect({
    port: server.address().port,
    host: '127.0.0.1',
    servername: 'localhost',
    key,
    cert,
    ca: cert,
  });
  await once(socket, 'secureConnect');
  const mutualTls = async () => {
    for (let n = 0; n < calls; n += 1) {
      socket.write(body);
      for (let left = answer.length; left > 0;) left -= (await once(socket, 'data'))[0].length;
    }
  };

  const { createServer: createPlain, connect: connectPlain } = await import('node:net');
  const bare = createPlain((peer) => peer.on('data', () => peer.write(answer)));
  bare.listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const wire = connectPlain(bare.address().port, '127.0.0.1');
  await once(wire, 'connect');
  const tcp = async () => {
    for (let n = 0; n < calls; n += 1) {
      wire.write(body);
      for (let left = answer.length; left > 0;) left -= (await once(wire, 'data'))[0].length;
    }
  };

  const base = await measure(plain);
  const bareWire = await measure(tcp);
  const results = {
    'nothing (NATS users with permissions: the broker decides, at connect)': 0,
    'sealed envelopes: X25519 + HKDF + AES-256-GCM': (await measure(sealed)) - base,
    'signed requests and replies: ES256': (await measure(signed)) - base,
    'mutual TLS on the wire, beyond TCP (one hop; over NATS there are two)':
      (await measure(mutualTls)) - bareWire,
  };
  for (const [way, cost] of Object.entries(results))
    process.stdout.write(`${cost.toFixed(1).padStart(8)} us  ${way}\n`);
  socket.destroy();
  wire.destroy();
  server.close();
  bare.close();
} finally {
  rmSync(folder, { recursive: true });
}
