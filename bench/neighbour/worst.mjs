/** What a tenant can do to the others on purpose. Each is done again and again, so many at a time. */
import { createServer } from 'node:http';

const send = async (url, { method = 'POST', token, json, form, body, type } = {}) => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...((json || type) && { 'content-type': type ?? 'application/json' }),
    },
    body: form ? new URLSearchParams(form) : json ? JSON.stringify(json) : body,
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
};

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

/** A receiver of webhooks that answers at once, counting. */
const startReceiver = async () => {
  const count = { deliveries: 0 };
  const server = createServer((request, response) => {
    count.deliveries += 1;
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, count, stop: () => server.close() };
};

/** Another account, with an administrator of its own; it is this one that does its worst. */
export const newNeighbour = async (suite) => {
  const account = 'neighbour';
  const [username, password] = ['ned', 'the password of the neighbour'];
  await suite.call('POST', '/api/v1/accounts', { name: account });
  const roles = [{ role: 'admin', scope: account }];
  await suite.call('POST', '/api/v1/users', { username, password, account, roles });
  const signIn = () =>
    send(`${suite.url}/oauth/token`, { form: { grant_type: 'password', username, password } });
  const { body } = await signIn();
  const token = body.access_token;
  const call = (path, json) => send(`${suite.url}${path}`, { token, json });
  const receiver = await startReceiver();

  const unknownNames = Buffer.from(
    `{${Array.from({ length: 30_000 }, (_, n) => `"unknown${n}":1`).join(',')}}`,
  );
  let number = 0;
  let refreshToken = body.refresh_token;

  return {
    worst: {
      refreshes: {
        atATime: 1,
        act: async () => {
          const { body: next } = await send(`${suite.url}/oauth/token`, {
            form: { grant_type: 'refresh_token', refresh_token: refreshToken },
          });
          refreshToken = next.refresh_token ?? (await signIn()).body.refresh_token;
        },
      },
      deliveries: {
        atATime: 4,
        before: () =>
          call('/api/v1/webhooks', { url: receiver.url, types: ['apikey.created', 'apikey.revoked'] }),
        act: async () => {
          const { body: made } = await call('/api/v1/api-keys', {
            name: `k${(number += 1)}`,
            expiresAt: inDays(9),
          });
          if (made.id) await call(`/api/v1/api-keys/${made.id}/revoke`);
        },
        count: () => receiver.count.deliveries,
      },
      scopes: {
        atATime: 4,
        act: () => call('/api/v1/scopes', { path: `${account}/s${(number += 1)}`, kind: 'project' }),
      },
      'unknown names': {
        atATime: 8,
        act: () =>
          send(`${suite.url}/api/v1/api-keys`, { token, body: unknownNames, type: 'application/json' }).catch(
            // The server hangs up on a body that is too large.
            () => undefined,
          ),
      },
      'bad keys': {
        atATime: 16,
        act: () => send(`${suite.url}/api/v1/me`, { method: 'GET', token: `nobody${(number += 1)}` }),
      },
    },
    stop: () => receiver.stop(),
  };
};
