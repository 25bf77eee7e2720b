import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { freePort } from './free-port.js';
import { basic, send } from './http.js';
import { startNginx } from './nginx-process.js';
import { administratorOf, type AuditEvent, type CreatedApiKey, type Session } from './session.js';
import { startSuite, type Suite } from './suite-process.js';

const actorOf = ({ actor }: AuditEvent): string => actor.username ?? actor.service ?? actor.kind;

describe('a server behind nginx that only API keys open', () => {
  const dataDir = temporaryFolder();
  let suite: Suite;
  let nginx: string;
  let admin: Session;
  let key: CreatedApiKey;
  let other: CreatedApiKey;

  const visit = (headers?: Readonly<Record<string, string>>) => send('GET', nginx, headers && { headers });

  beforeAll(async () => {
    suite = await startSuite({ dataDir, port: await freePort() });
    nginx = await startNginx(suite.port);
    admin = await administratorOf(suite.url);
    key = await admin.createKey('ci-pipeline', { description: 'The build machine' });
    other = await admin.createKey('other');
  });

  it('refuses who shows no key, and says how to show one', async () => {
    const answer = await visit();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(answer.text).not.toContain('Hello');
  });

  it('lets a key in, as Bearer and as the password of Basic, and tells the application whose it is', async () => {
    for (const headers of [{ authorization: `Bearer ${key.key}` }, basic(key.key)]) {
      expect(await visit(headers)).toMatchObject({ status: 200, text: 'Hello, admin\n' });
    }
  });

  it('believes Credstream about the user, not the client', async () => {
    const answer = await visit({ ...basic(key.key), 'x-credstream-user': 'mallory' });
    expect(answer.text).toBe('Hello, admin\n');
  });

  it('refuses the key at the very next request after it was revoked, and only that key', async () => {
    expect((await visit(basic(key.key))).status).toBe(200);
    const revoked = await admin.revoke(key.id);
    const refused = await visit(basic(key.key));
    expect(revoked.body).toMatchObject({ id: key.id, status: 'revoked' });
    expect(refused.status).toBe(401);
    expect((await visit(basic(other.key))).status).toBe(200);
  });

  it('lets nobody in while Credstream is away', async () => {
    await suite.kill();
    expect((await visit(basic(other.key))).status).toBe(500);
  });

  it('still refuses the revoked key after Credstream is back, and still lets the other one in', async () => {
    suite = await startSuite({ dataDir, port: suite.port });
    expect((await visit(basic(key.key))).status).toBe(401);
    expect(await visit(basic(other.key))).toMatchObject({ status: 200, text: 'Hello, admin\n' });
  });

  it('left every step in the audit log, in order, with who did it', async () => {
    const steps = [...(await admin.auditLog())]
      .reverse()
      .filter(({ type }) => !/Reserved$|Admitted$|^UsageRecorded$|^MasterKey/.test(type))
      .map((event) => `${event.type} by ${actorOf(event)}`);
    expect(steps).toEqual([
      'AccountCreated by identity-service',
      'UserCreated by identity-service',
      'RoleGranted by identity-service',
      'UserSignedIn by admin',
      'SessionStarted by admin',
      'ApiKeyCreated by admin',
      'ApiKeyCreated by admin',
      'ApiKeyRevoked by admin',
    ]);
  });

  it('left no secret in the audit log', async () => {
    const text = JSON.stringify(await admin.auditLog());
    const secretOf = ({ key: value }: CreatedApiKey) => value.split('_')[3] ?? value;
    expect(text).toContain(key.id);
    expect([key, other].filter((made) => text.includes(secretOf(made)))).toEqual([]);
    expect(text).not.toMatch(/secretHash|passwordHash|argon2/);
  });
});
