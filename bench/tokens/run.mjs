/** R5, R6 and R7: what a token of a registry costs, beside oidc-provider, on this machine, in the same run. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../kit/child.mjs';
import { machine } from '../kit/machine.mjs';
import { row, verdict, writeResults } from '../kit/results.mjs';
import { inTurn } from '../kit/rounds.mjs';
import { median, rounded } from '../kit/statistics.mjs';
import { startProgram } from '../kit/suite.mjs';
import { wrk } from '../kit/wrk.mjs';

const isQuick = process.argv.includes('--quick');
const { rounds, seconds, warmUp } = isQuick
  ? { rounds: 4, seconds: 3, warmUp: 2 }
  : { rounds: 6, seconds: 8, warmUp: 3 };
const here = (name) => join(import.meta.dirname, name);
const script = here('request.lua');
/** So many clients wait for a token at the same time. */
const connections = 8;
const service = 'images';
const basic = (username, password) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const adminPassword = 'a password for the benchmark';
const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-tokens-'));
const running = [];
const keep = (started) => {
  running.push(started);
  return started;
};

/** Signatures of as many bytes as a token has, for each second of processor time. */
const rawSignatures = () => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const bytes = Buffer.alloc(700, 'x');
  const before = process.cpuUsage();
  let count = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; count += 1) {
    sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
  }
  const { user, system } = process.cpuUsage(before);
  return { perCpuSecond: count / ((user + system) / 1e6) };
};

const startCredstream = async () => {
  const suite = keep(
    await startProgram(
      [here('../../apps/cli/dist/main.js'), 'up'],
      { CREDSTREAM_PORT: '0', CREDSTREAM_DATA_DIR: folder, CREDSTREAM_ADMIN_PASSWORD: adminPassword },
      'stdout',
      /ready: (http:\S+)/,
    ),
  );
  const form = new URLSearchParams({ grant_type: 'password', username: 'admin', password: adminPassword });
  const signIn = await fetch(`${suite.url}/oauth/token`, { method: 'POST', body: form });
  const { access_token: bearer } = await signIn.json();
  const call = async (path, body) => {
    const response = await fetch(suite.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const registry = await call('/api/v1/registries', { name: service, service, hostname: 'localhost' });
  const tokens = `/api/v1/registries/${registry.id}/tokens`;
  const scopes = [{ type: 'repository', name: 'team/*', actions: ['pull'] }];
  const token = await call(tokens, { name: 'bench', scopes });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const { key } = await call('/api/v1/api-keys', { name: 'bench', expiresAt });
  return {
    ...suite,
    key,
    authorization: basic(token.username, token.password),
    grants: async () => (await call(`${tokens}/${token.id}/usage`)).grants,
  };
};

const contestantsOf = (ours, es256, rs256) => {
  const tokenPath = `/registry/token?service=${service}&scope=repository:team/`;
  const get = { method: 'GET', body: '', another: 'no' };
  const provider = {
    ...{ method: 'POST', path: '/token', another: 'no' },
    body: 'grant_type=client_credentials&resource=urn:registry',
    authorization: basic('pipeline', 'a-secret-of-thirty-two-characters-at-least'),
  };
  return [
    { name: 'another repository each time', ...ours, ...get, another: 'yes', path: tokenPath },
    { name: 'the same again', ...ours, ...get, path: `${tokenPath}app:pull` },
    { name: 'GET /authorize', ...ours, ...get, path: '/authorize', authorization: `Bearer ${ours.key}` },
    { name: 'oidc-provider, ES256', ...es256, ...provider },
    { name: 'oidc-provider, RS256', ...rs256, ...provider },
    { name: 'ES256 signatures alone' },
  ];
};

const measure = async (contestant, length) => {
  if (contestant.pid === undefined) return rawSignatures();
  const { method, path, body, another, authorization } = contestant;
  Object.assign(process.env, {
    ...{ BENCH_METHOD: method, BENCH_PATH: path, BENCH_BODY: body, BENCH_ANOTHER: another },
    BENCH_AUTHORIZATION: authorization,
  });
  return wrk({ ...contestant, seconds: length, script, connections });
};

const figureNames = ['perCpuSecond', 'perSecond', 'p50', 'p99'];

const page = ({ form, at, machine: on, contestants, ratios, grantsInTheLog }) =>
  [
    '# tokens',
    '',
    `${form} form, ${at}, commit ${on.commit}. Node ${on.node}, OpenSSL ${on.openssl}, Linux ${on.kernel},`,
    `${on.cpus}, load at the start ${on.loadBefore.join(', ')}. fsync: ${on.fsync}.`,
    '',
    `${connections} clients at a time. Credstream is the whole suite in one process: gateway, bus, token-service, event store, and`,
    `the views that follow (audit log, uses). Each grant was in the`,
    `log before its token left; ${grantsInTheLog} are there.`,
    '',
    row('what is asked for', 'requests per CPU-second', 'requests per second', 'p50 ms', 'p99 ms'),
    row('---', '---:', '---:', '---:', '---:'),
    ...Object.entries(contestants).map(([name, figures]) =>
      row(name, ...figureNames.map((figure) => figures[figure] ?? '')),
    ),
    '',
    row('', 'ratio', 'floor', 'stretch', 'measured', ''),
    row('---', '---', '---:', '---:', '---:', '---'),
    ...ratios.map(({ id, what, floor, stretch, value }) =>
      row(id, what, floor, stretch, value, verdict(value >= floor)),
    ),
    '',
  ].join('\n');

try {
  const ours = await startCredstream();
  const [es256, rs256] = [
    keep(await startChild(here('oidc-provider.mjs'), { args: ['ES256'] })),
    keep(await startChild(here('oidc-provider.mjs'), { args: ['RS256'] })),
  ];
  const contestants = contestantsOf(ours, es256, rs256);
  const result = {
    benchmark: 'tokens',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: machine('every append of the embedded event store, before it is answered'),
    rounds,
    seconds,
  };
  for (const each of contestants) await measure(each, warmUp);
  const figures = await inTurn(contestants, rounds, (each) => measure(each, seconds));
  const of = (name) => figures[contestants.findIndex((each) => each.name === name)];
  const ratio = (name, to) =>
    rounded(median(of(name).map(({ perCpuSecond }, n) => perCpuSecond / of(to)[n].perCpuSecond)));
  const fresh = 'another repository each time';
  Object.assign(result, {
    grantsInTheLog: await ours.grants(),
    contestants: Object.fromEntries(
      contestants.map(({ name }) => [
        name,
        Object.fromEntries(
          figureNames.flatMap((figure) =>
            of(name)[0][figure] === undefined
              ? []
              : [[figure, rounded(median(of(name).map((each) => each[figure])))]],
          ),
        ),
      ]),
    ),
    ratios: [
      [
        'R5',
        'a token with a new signature / ES256 signatures alone',
        fresh,
        'ES256 signatures alone',
        0.35,
        0.55,
      ],
      ['R6', 'a token with a new signature / oidc-provider, ES256', fresh, 'oidc-provider, ES256', 4, 7],
      ['R6', 'a token with a new signature / oidc-provider, RS256', fresh, 'oidc-provider, RS256', 4, 7],
      ['R7', 'a token from memory / verify', 'the same again', 'GET /authorize', 0.7, 0.9],
    ].map(([id, what, name, to, floor, stretch]) => ({ id, what, value: ratio(name, to), floor, stretch })),
  });
  writeResults(result, page(result));
  process.stdout.write(page(result));
} finally {
  for (const each of running.reverse()) await each.stop();
  rmSync(folder, { recursive: true });
}
