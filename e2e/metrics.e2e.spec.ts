import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { startChild } from './child.js';
import { freePort } from './free-port.js';
import { administratorOf, authorize } from './session.js';
import { administratorPassword } from './suite-process.js';

type Sample = Readonly<{ name: string; labels: Readonly<Record<string, string>>; value: number }>;
type Family = Readonly<{ name: string; type: string; samples: readonly Sample[] }>;

/** Read by the parser of Prometheus' own client. */
const parser = `
import json, sys, urllib.request
from prometheus_client.parser import text_string_to_metric_families as parse
with urllib.request.urlopen(sys.argv[1]) as answer:
    text = answer.read().decode()
print(json.dumps([dict(name=f.name, type=f.type,
    samples=[dict(name=s.name, labels=s.labels, value=s.value) for s in f.samples]) for f in parse(text)]))
`;

const scrape = async (url: string): Promise<readonly Family[]> => {
  const child = startChild('/usr/bin/python3', ['-c', parser, url], {});
  expect(await child.exit).toEqual({ code: 0, signal: null });
  return JSON.parse(child.stdout()) as readonly Family[];
};

const samplesOf = (families: readonly Family[], name: string): readonly Sample[] =>
  families.flatMap(({ samples }) => samples.filter((sample) => sample.name === name));

const accessLines = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => JSON.parse(line) as { method: string; path: string; status: number; traceId: string });

describe('what an installation tells about itself', () => {
  let families: readonly Family[];
  let text: string;
  let stderr: string;
  let keyId: string;
  let endpoint: string;

  beforeAll(async () => {
    endpoint = `http://127.0.0.1:${await freePort()}/metrics`;
    const env = {
      CREDSTREAM_DATA_DIR: temporaryFolder(),
      CREDSTREAM_PORT: '0',
      CREDSTREAM_ADMIN_PASSWORD: administratorPassword,
      CREDSTREAM_LOG_LEVEL: 'info',
      CREDSTREAM_METRICS_LISTEN: new URL(endpoint).host,
    };
    const suite = startChild(process.execPath, ['apps/cli/dist/main.js', 'up'], { env });
    afterTests(async () => void (await suite.end('SIGTERM')));
    const [, url = ''] = await suite.prints(/^Credstream is ready: (http:\/\/\S+:\d+).*\/authorize$/ms);
    const admin = await administratorOf(url);
    const key = await admin.createKey('metrics');
    keyId = key.id;
    expect((await authorize(url, key.key)).status).toBe(204);
    expect((await authorize(url, `${key.key.slice(0, -8)}00000000`)).status).toBe(401);
    expect((await fetch(`${url}/api/v1/api-keys/no-such-key?secret=in-the-query`)).status).toBe(401);
    expect((await fetch(`${url}/registry/token`)).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${url}/nowhere/${keyId}`)).status).toBe(404);
    families = await scrape(endpoint);
    text = await (await fetch(endpoint)).text();
    stderr = suite.stderr();
  });

  it('is read by the parser of its format, with the names and buckets of OpenTelemetry', () => {
    const duration = families.find(({ name }) => name === 'http_server_request_duration_seconds');
    expect(duration?.type).toBe('histogram');
    const labels = samplesOf(families, 'http_server_request_duration_seconds_count').map(
      (each) => each.labels,
    );
    expect(labels).toContainEqual({
      http_request_method: 'GET',
      http_route: '/authorize',
      http_response_status_code: '204',
    });
    expect(labels).toContainEqual({
      http_request_method: 'GET',
      http_route: '/api/v1/api-keys/:id',
      http_response_status_code: '401',
    });
    const bounds = samplesOf(families, 'http_server_request_duration_seconds_bucket').map(
      ({ labels: { le } }) => le,
    );
    expect([...new Set(bounds)].map(Number)).toEqual([
      0.005,
      0.01,
      0.025,
      0.05,
      0.075,
      0.1,
      0.25,
      0.5,
      0.75,
      1,
      2.5,
      5,
      7.5,
      10,
      NaN,
    ]);
  });

  it('counts what the parts do', () => {
    const valueOf = (name: string, labels: Sample['labels']) =>
      samplesOf(families, name).find(({ labels: own }) =>
        Object.entries(labels).every(([label, value]) => own[label] === value),
      )?.value;
    expect(valueOf('credstream_verify_total', { result: 'valid' })).toBe(1);
    expect(valueOf('credstream_verify_total', { result: 'malformed' })).toBe(1);
    expect(valueOf('credstream_append_seconds_count', {})).toBeGreaterThan(0);
    expect(valueOf('credstream_fsync_batch_size_count', {})).toBeGreaterThan(0);
    expect(valueOf('credstream_checkpoint_age_seconds', {})).toBeGreaterThanOrEqual(0);
    expect(valueOf('credstream_token_issue_seconds_count', { result: 'refused' })).toBe(1);
    expect(valueOf('credstream_projection_lag_seconds', { projection: 'apikey_list' })).toBe(0);
    expect(
      valueOf('messaging_process_duration_seconds_count', {
        messaging_system: 'nats',
        messaging_destination_name: 'apikey.create.v1',
      }),
    ).toBe(1);
    expect(valueOf('process_resident_memory_bytes', {})).toBeGreaterThan(0);
  });

  it('names no key, no tenant, no user, and nothing that a request brought', () => {
    for (const word of [keyId, 'nowhere', 'no-such-key', 'in-the-query', 'admin"', 'correct horse']) {
      expect(text).not.toContain(word);
    }
  });

  it('is at a port of its own, and nothing else is', async () => {
    const { origin } = new URL(endpoint);
    const [root, put] = await Promise.all([fetch(origin), fetch(endpoint, { method: 'PUT' })]);
    expect([root.status, put.status]).toEqual([404, 405]);
  });

  it('has one line for each request in the log, without its query', () => {
    const lines = accessLines(stderr).map(({ method, path, status }) => [method, path, status]);
    expect(lines).toContainEqual(['GET', '/authorize', 204]);
    expect(lines).toContainEqual(['GET', '/authorize', 401]);
    expect(lines.filter(([, path]) => path === '/api/v1/api-keys/no-such-key')).toEqual([
      ['GET', '/api/v1/api-keys/no-such-key', 401],
    ]);
    expect(stderr).not.toContain('in-the-query');
  });
});
