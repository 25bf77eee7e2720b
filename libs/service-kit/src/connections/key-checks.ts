import { randomUUID } from 'node:crypto';
import { KeyFileRefused, type SecretCheck } from '@credstream/crypto';
import { type EventStore, WrongRevision } from '@credstream/eventstore';
import { presupposedByLog } from './key-plan.js';

/** Streams in which each service records which secrets its other events presuppose; no part of the audit log. */
export const keyCheckPrefix = 'keycheck-';

/** `checks`: by `<name>.<version>`, an HMAC that only who has the secret can make and that does not give it away. */
type SecretsRecorded = Readonly<{ checks: Readonly<Record<string, string>> }>;

const isPresupposed = ({ name }: SecretCheck): boolean =>
  presupposedByLog.some((secret) => name.startsWith(`${secret}.`));

/** What the log does not know yet. Throws `KeyFileRefused` for a secret that is another one than it was, or missing. */
export const unrecordedChecks = (
  recorded: ReadonlyMap<string, string>,
  held: readonly SecretCheck[],
  folder: string,
): Readonly<Record<string, string>> => {
  const byName = new Map(held.filter(isPresupposed).map((each) => [each.name, each]));
  for (const [name, check] of recorded) {
    const secret = byName.get(name);
    if (!secret) {
      throw new KeyFileRefused(
        `${folder}/${name}.secret`,
        'it is missing, and the event log was written with it; restore it from a backup',
      );
    }
    if (secret.check !== check) {
      throw new KeyFileRefused(
        secret.file,
        'it is not the secret that the event log was written with; restore it from a backup, or name the right ' +
          'folder by CREDSTREAM_KEYS_DIR',
      );
    }
  }
  return Object.fromEntries(
    [...byName.values()].flatMap(({ name, check }) => (recorded.has(name) ? [] : [[name, check]])),
  );
};

/**
 * Compares the secrets of a service with those that the log was written with, and records those that are new. Before
 * anything else is written. A part with several sets of keys names the set. Throws `KeyFileRefused`,
 * `ServiceUnavailable`.
 */
export const checkKeysAgainstLog = async (
  store: EventStore,
  part: string,
  held: readonly SecretCheck[],
  folder: string,
  set: string = part,
): Promise<void> => {
  const stream = `${keyCheckPrefix}${set}`;
  for (;;) {
    const events = await store.read(stream);
    const recorded = new Map(events.flatMap(({ data }) => Object.entries((data as SecretsRecorded).checks)));
    const checks = unrecordedChecks(recorded, held, folder);
    if (Object.keys(checks).length === 0) return;
    const id = randomUUID();
    const metadata = {
      $correlationId: id,
      $causationId: id,
      actor: { kind: 'system' as const, service: `${part}-service` },
    };
    const data: SecretsRecorded = { checks };
    try {
      const expected = events.at(-1)?.revision ?? 'no_stream';
      await store.append(stream, [{ id, type: 'SecretsRecorded', data, metadata }], expected);
      return;
    } catch (error) {
      // Another copy of the service was faster; it has recorded the same.
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
};

/** Does the log know a set of keys, so that it must not be made anew? */
export const keysExpected = async (store: EventStore, set: string): Promise<'keys exist' | 'may be new'> =>
  (await store.read(`${keyCheckPrefix}${set}`)).length > 0 ? 'keys exist' : 'may be new';

/** Was this log written with keys? Of any part, for what makes keys of a new installation. */
export const logPresupposesKeys = async (store: EventStore): Promise<boolean> => {
  const head = await store.head();
  return head > 0n && (await store.hasEventsBetween([keyCheckPrefix, 'organization-', 'user-'], 0n, head));
};
