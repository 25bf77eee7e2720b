import { randomUUID } from 'node:crypto';
import { AlreadyDone, IdempotencyKeyReused } from '@credstream/domain-kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestContext } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import type { Repeatable } from './event-metadata.js';
import { connectEventStore, type EventStore } from './event-store.js';
import { keptSecretPrefix, secretFor, secretKeptSeconds } from './kept-secret.js';

const pepper = Buffer.from('a pepper of the installation');
let clock = Date.parse('2026-03-01T12:00:00Z');
let server: EmbeddedStore;
let store: EventStore;

beforeAll(async () => {
  server = await startEmbeddedStore(() => clock);
  store = connectEventStore(server.url);
});

afterAll(async () => {
  await store.close();
  await server.remove();
});

const makeSecret = () => `secret-${randomUUID()}`;
const idempotencyKey = 'the key that the client sent';
const newRequest = (): Repeatable => ({ requestId: randomUUID(), bodyHash: 'body-1' });
const secretOf = (repeatable: Repeatable | undefined, key: string | undefined = idempotencyKey) =>
  secretFor(
    store,
    requestContext(key === undefined ? {} : { idempotencyKey: key }),
    repeatable,
    pepper,
    makeSecret,
  );

describe('the secret of a request', () => {
  it('is the same when the request is repeated, so after a crash between keeping and recording too', async () => {
    const repeatable = newRequest();
    expect(await secretOf(repeatable)).toBe(await secretOf(repeatable));
  });

  it('is the same for all who ask at the same moment', async () => {
    const repeatable = newRequest();
    const secrets = await Promise.all(Array.from({ length: 10 }, () => secretOf(repeatable)));
    expect(new Set(secrets).size).toBe(1);
    expect(await store.read(`${keptSecretPrefix}${repeatable.requestId}`)).toHaveLength(1);
  });

  it('is another one for another request', async () => {
    expect(await secretOf(newRequest())).not.toBe(await secretOf(newRequest()));
  });

  it('is a new one each time, and kept nowhere, when the client sent no Idempotency-Key', async () => {
    const before = await store.head();
    const secrets = [await secretOf(undefined), await secretOf(undefined)];
    expect(new Set(secrets).size).toBe(2);
    expect(await store.head()).toBe(before);
  });

  it('is refused for another body, kept or asked for at the same moment', async () => {
    const repeatable = newRequest();
    await secretOf(repeatable);
    const other = { ...repeatable, bodyHash: 'body-2' };
    await expect(secretOf(other)).rejects.toThrow(IdempotencyKeyReused);

    const { requestId } = newRequest();
    const outcomes = await Promise.allSettled(
      ['body-1', 'body-2'].map((bodyHash) => secretOf({ requestId, bodyHash })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is kept for ten minutes and then gone for ever', async () => {
    const repeatable = newRequest();
    const secret = await secretOf(repeatable);
    clock += (secretKeptSeconds - 1) * 1000;
    expect(await secretOf(repeatable)).toBe(secret);
    clock += 2000;
    await expect(secretOf(repeatable)).rejects.toThrow(AlreadyDone);
    await expect(secretOf(repeatable)).rejects.toThrow(AlreadyDone);
  });

  it('cannot be had without the key that the client sent, though the request is known', async () => {
    const repeatable = newRequest();
    await secretOf(repeatable);
    await expect(secretOf(repeatable, 'a guess')).rejects.toThrow(AlreadyDone);
  });

  it('is never in clear in what is stored, and neither is the key that opens it', async () => {
    const repeatable = newRequest();
    const secret = await secretOf(repeatable);
    const stored = await store.read(`${keptSecretPrefix}${repeatable.requestId}`);
    const text = JSON.stringify(stored, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).toContain('sealed');
    for (const hidden of [secret, idempotencyKey]) {
      for (const encoding of ['utf8', 'base64', 'base64url', 'hex'] as const) {
        // The middle, since the ends of a text in base64 depend on what is next to it.
        const written = Buffer.from(hidden).toString(encoding);
        expect(text).not.toContain(written.slice(4, -4));
      }
    }
  });
});
