import createClient from 'openapi-fetch';
import type { components, paths } from './credstream-api.js';

// What a program would write that has nothing but the OpenAPI document. `openapi-client.e2e.spec.ts` makes the types
// from the document of a running suite, compiles this file with every strict option, and runs it.

const [, , url = '', username = '', password = ''] = process.argv;

const expected = <Data>({ data, error }: { data?: Data; error?: unknown }): Data => {
  if (data === undefined) throw new Error(`Refused: ${JSON.stringify(error)}`);
  return data;
};

const anonymous = createClient<paths>({ baseUrl: url });

const { access_token: token, expires_in: seconds } = expected(
  await anonymous.POST('/oauth/token', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { grant_type: 'password', username, password },
  }),
);

const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

const creation = await client.POST('/api/v1/api-keys', {
  params: { header: { 'Idempotency-Key': 'natural-calls-1' } },
  body: {
    name: 'night-build',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    permissions: ['registry.pull'],
    rateLimit: { requests: 100, perSeconds: 60 },
  },
});
const created = expected(creation);
const position = creation.response.headers.get('Credstream-Position') ?? '';

const list = expected(
  await client.GET('/api/v1/api-keys', {
    params: {
      query: { status: 'active', sort: '-createdAt', limit: 10 },
      header: { 'Credstream-Min-Position': position },
    },
  }),
);
const names: string[] = list.items.map(({ name }) => name);

const path = { id: created.id };
const read = await client.GET('/api/v1/api-keys/{id}', { params: { path } });
const key: components['schemas']['ApiKeyView'] = expected(read);
const status: components['schemas']['ApiKeyStatus'] = key.status;

const rotated = expected(
  await client.POST('/api/v1/api-keys/{id}/rotate', {
    params: { path, header: { 'If-Match': read.response.headers.get('ETag') ?? '' } },
    body: { overlapUntil: new Date(Date.now() + 3_600_000).toISOString() },
  }),
);

const revoked = expected(
  await client.POST('/api/v1/api-keys/{id}/revoke', { params: { path }, body: { reason: 'no longer used' } }),
);

const user = expected(
  await client.POST('/api/v1/users', {
    body: {
      username: 'grace',
      password: 'correct-horse-battery-staple',
      roles: [{ role: 'developer', scope: 'default' }],
    },
  }),
);

const events = expected(
  await client.GET('/api/v1/audit/events', {
    params: { query: { type: 'UserCreated', limit: 5 }, header: { 'Credstream-Min-Position': position } },
  }),
);
const actors: (string | undefined)[] = events.items.map(({ actor }) => actor.username);

// A refusal has a type too.
const { error, response } = await client.POST('/api/v1/api-keys/{id}/rotate', { params: { path } });
const refusal = error && {
  status: response.status,
  code: error.code,
  fields: error.errors?.map((e) => e.path),
};

const result = {
  ...{ seconds, names, status, actors, refusal },
  keys: [created.key, rotated.key].map((value) => value.slice(0, 7)),
  revoked: revoked.status,
  roles: user.roles.map(({ role }) => role),
};
process.stdout.write(JSON.stringify(result));
