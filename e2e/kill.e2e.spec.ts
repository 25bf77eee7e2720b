import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import type { Answer } from './http.js';
import { randomOf } from './random.js';
import { administratorOf, inDays, type Session, type User } from './session.js';
import { startSuite, type Suite } from './suite-process.js';

const rounds = 5;
const creations = 200;
/** An account allows 100 keys a user; these have room for every key of every round. */
const owners = 12;

const seed = Number(process.env['CREDSTREAM_E2E_SEED'] ?? Date.now() % 1_000_000);
const random = randomOf(seed);

type Attempt = Readonly<{ name: string; owner: User; answer: Answer | undefined }>;

describe(`kill -9 during ${creations} concurrent creations of keys (CREDSTREAM_E2E_SEED=${seed})`, () => {
  const dataDir = temporaryFolder();
  const acknowledged = new Map<string, string>();
  const asked = new Set<string>();
  let suite: Suite;
  let admin: Session;
  let users: readonly User[];

  beforeAll(async () => {
    suite = await startSuite({ dataDir });
    admin = await administratorOf(suite.url);
    users = await Promise.all(
      Array.from({ length: owners }, (_, index) => admin.createUser(`owner-${index}`)),
    );
  });

  /** Sends all creations at once and kills the suite when so many are answered. */
  const storm = async (round: number, killAfter: number): Promise<readonly Attempt[]> => {
    let count = 0;
    const attempts = Array.from({ length: creations }, async (_, index): Promise<Attempt> => {
      const name = `round-${round}-${index}`;
      const owner = users[index % owners] as User;
      const json = { name, expiresAt: inDays(7), userId: owner.id };
      // A broken connection is what the kill is for; any answer is kept and judged.
      const answer = await admin.call('POST', '/api/v1/api-keys', { json }).catch(() => undefined);
      if (answer) count += 1;
      if (count === killAfter) void suite.kill();
      return { name, owner, answer };
    });
    return Promise.all(attempts);
  };

  const listed = async () => (await Promise.all(users.map(({ id }) => admin.keys(`&userId=${id}`)))).flat();

  it.each(Array.from({ length: rounds }, (_, index) => [index + 1]))(
    'loses no acknowledged key and keeps no half of one, time %i',
    async (round) => {
      const killAfter = 1 + Math.floor(random() * (creations - 1));
      const attempts = await storm(round, killAfter);
      await suite.kill();
      const answers = attempts.flatMap(({ answer }) => answer ?? []);
      expect(answers.length).toBeGreaterThanOrEqual(killAfter);
      expect(answers.length).toBeLessThan(creations);
      // On a machine that is too busy a creation may be given up, with an outcome that nobody promised.
      const made = answers.filter(({ status }) => status !== 503);
      expect(made.filter(({ status }) => status !== 201)).toEqual([]);
      for (const { name } of attempts) asked.add(name);
      for (const { body } of made) acknowledged.set(String(body['id']), String(body['name']));

      suite = await startSuite({ dataDir, port: suite.port });
      const keys = await listed();
      const nameById = new Map(keys.map(({ id, name }) => [id, name]));
      expect(nameById.size).toBe(keys.length);
      expect(new Set(keys.map(({ userId, name }) => `${userId} ${name}`)).size).toBe(keys.length);
      expect([...acknowledged].filter(([id, name]) => nameById.get(id) !== name)).toEqual([]);
      expect(keys.filter(({ name }) => !asked.has(name))).toEqual([]);

      const ofThisRound = keys.filter(({ name }) => name.startsWith(`round-${round}-`));
      const shown = await Promise.all(
        ofThisRound.map(({ id }) => admin.call('GET', `/api/v1/api-keys/${id}`)),
      );
      expect(shown.map(({ body }) => body)).toEqual(ofThisRound);
      expect(keys.filter(({ status }) => status !== 'active')).toEqual([]);

      const secrets = made.map(({ body }) => String(body['key']));
      const doors = await Promise.all(secrets.map((key) => admin.authorize(key)));
      expect(doors.filter(({ status }) => status !== 204)).toEqual([]);

      const created = (await admin.auditLog()).filter(({ type }) => type === 'ApiKeyCreated');
      expect(created.map(({ data }) => data['keyId']).sort()).toEqual(keys.map(({ id }) => id).sort());

      const name = `after-round-${round}`;
      await admin.createKey(name, { userId: users[round % owners]?.id });
      asked.add(name);
    },
    120_000,
  );
});
