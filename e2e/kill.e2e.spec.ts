import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { freePort } from './free-port.js';
import type { Answer } from './http.js';
import { randomOf } from './random.js';
import { administratorOf, type ApiKey, inDays, type Session, type User } from './session.js';
import { startSuite, type Suite } from './suite-process.js';

const rounds = 3;
/** Each has a creation under way until the suite is killed. */
const writers = 200;
/** An account allows 100 keys a user. A round asks for fewer than two keys a writer. */
const ownersOfRound = 8;

const seed = Number(process.env['CREDSTREAM_E2E_SEED'] ?? Date.now() % 1_000_000);

/** All that there is at a position of the log; without one, all that there was when the suite started. */
const keysAndCreations = async (admin: Session, position?: string) => {
  const keys = await admin.keys('&account=default', position);
  const log = await admin.auditLog(position);
  return {
    keys,
    created: log.filter(({ type }) => type === 'ApiKeyCreated').map(({ data }) => String(data['keyId'])),
  };
};

/** Keys are created without a pause; the suite is killed once so many are acknowledged. */
const storm = async (
  suite: Suite,
  admin: Session,
  { owners, prefix, killAfter }: Readonly<{ owners: readonly User[]; prefix: string; killAfter: number }>,
) => {
  const asked: string[] = [];
  const answers: Answer[] = [];
  let killed: Promise<unknown> | undefined;
  const write = async (): Promise<void> => {
    while (!killed) {
      const name = `${prefix}${asked.length}`;
      const userId = owners[asked.push(name) % owners.length]?.id;
      const json = { name, expiresAt: inDays(7), userId };
      // A broken connection is what the kill is for; any answer is kept and judged.
      const answer = await admin.call('POST', '/api/v1/api-keys', { json }).catch(() => undefined);
      if (!answer) return;
      answers.push(answer);
      if (answers.filter(({ status }) => status === 201).length >= killAfter) killed ??= suite.kill();
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  await killed;
  return { asked, answers };
};

describe(`kill -9 while ${writers} create keys without a pause (CREDSTREAM_E2E_SEED=${seed})`, () => {
  const dataDir = temporaryFolder();
  let suite: Suite | undefined;

  /** The suite of the round before, unless that round left none that answers. */
  const runningSuite = async (): Promise<Suite> => {
    if (await suite?.answers()) return suite as Suite;
    await suite?.kill();
    return startSuite({ dataDir, port: suite?.port ?? (await freePort()) });
  };

  it.each(Array.from({ length: rounds }, (_, index) => [index + 1]))(
    'loses no acknowledged key and keeps no half of one, time %i',
    async (round) => {
      const killAfter = 1 + Math.floor(randomOf(seed + round)() * (writers - 1));
      suite = await runningSuite();
      const admin = await administratorOf(suite.url);
      const owners = await Promise.all(
        Array.from({ length: ownersOfRound }, (_, index) => admin.createUser(`owner-${round}-${index}`)),
      );
      const { position } = await admin.createKey(`before round ${round}`, { userId: owners[0]?.id });
      const before = await keysAndCreations(admin, position);

      const prefix = `in-round-${round}-`;
      const { asked, answers } = await storm(suite, admin, { owners, prefix, killAfter });
      // On a machine that is too busy a creation may be given up, with an outcome that nobody promised.
      const made = answers.filter(({ status }) => status !== 503);
      expect(made.filter(({ status }) => status !== 201)).toEqual([]);
      expect(made.length).toBeGreaterThanOrEqual(killAfter);
      expect(asked.length).toBeGreaterThanOrEqual(writers);

      suite = await startSuite({ dataDir, port: suite.port });
      const after = await keysAndCreations(admin);
      const identityOf = ({ id, name, userId }: ApiKey) => `${id} ${userId} ${name}`;
      const ofThisRound = after.keys.filter(({ name }) => name.startsWith(prefix));
      const ofOthers = after.keys.filter(({ name }) => !name.startsWith(prefix));
      expect(ofOthers.map(identityOf)).toEqual(before.keys.map(identityOf));
      expect(new Set(after.keys.map(({ id }) => id)).size).toBe(after.keys.length);
      expect(new Set(ofThisRound.map(({ name }) => name)).size).toBe(ofThisRound.length);
      expect(ofThisRound.filter(({ name }) => !asked.includes(name))).toEqual([]);
      const nameById = new Map(ofThisRound.map(({ id, name }) => [id, name]));
      expect(made.filter(({ body }) => nameById.get(String(body['id'])) !== body['name'])).toEqual([]);

      const shown = await Promise.all(
        ofThisRound.map(({ id }) => admin.call('GET', `/api/v1/api-keys/${id}`)),
      );
      expect(shown.map(({ body }) => body)).toEqual(ofThisRound);
      expect(after.keys.filter(({ status }) => status !== 'active')).toEqual([]);

      const doors = await Promise.all(made.map(({ body }) => admin.authorize(String(body['key']))));
      expect(doors.filter(({ status }) => status !== 204)).toEqual([]);

      expect([...after.created].sort()).toEqual(
        [...before.created, ...ofThisRound.map(({ id }) => id)].sort(),
      );

      await admin.createKey(`after round ${round}`, { userId: owners[0]?.id });
    },
  );
});
