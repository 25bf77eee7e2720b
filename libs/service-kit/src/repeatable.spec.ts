import { apiKeyContract, CreateApiKey } from '@credstream/contracts/apikey';
import type { Actor, RequestContext } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { repeatableOf } from './repeatable.js';

const ada: Actor = { kind: 'user', userId: 'u1', username: 'ada', account: 'default' };
const contextOf = (actor: Actor, idempotencyKey?: string): RequestContext => ({
  actor,
  correlationId: 'c',
  causationId: 'c',
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
const pepper = Buffer.from('pepper');
const message = { name: 'ci', rateLimit: { requests: 5, perSeconds: 1 }, permissions: ['registry.pull'] };
const of = (actor: Actor, key: string, method = apiKeyContract.create, body: object = message) =>
  repeatableOf(contextOf(actor, key), method, body, pepper)!;

describe('a request with an Idempotency-Key', () => {
  it('is the same for the same person, call, key and body, by an API key of theirs too', () => {
    expect(of(ada, 'k1')).toEqual(of(ada, 'k1'));
    expect(of({ ...ada, kind: 'apikey', keyId: 'k' }, 'k1')).toEqual(of(ada, 'k1'));
    expect(of({ ...ada, username: 'renamed' }, 'k1')).toEqual(of(ada, 'k1'));
  });

  it('is another one for another person, call or key', () => {
    const ids = [
      of(ada, 'k1'),
      of(ada, 'k2'),
      of({ ...ada, userId: 'u2' }, 'k1'),
      of(ada, 'k1', apiKeyContract.revoke as never),
      of({ kind: 'anonymous' }, 'k1'),
      of({ kind: 'system', service: 'apikey-service' }, 'k1'),
      // The parts cannot run into each other.
      of({ ...ada, userId: 'u1","k' }, '1'),
    ].map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has the same body however that was written, and another one when anything in it differs', () => {
    const { bodyHash } = of(ada, 'k1');
    const { name, rateLimit, permissions } = message;
    const written = Object.assign(new CreateApiKey(), {
      permissions,
      rateLimit: { perSeconds: rateLimit.perSeconds, requests: rateLimit.requests },
      name,
      scope: undefined,
    });
    expect(of(ada, 'k1', undefined, written).bodyHash).toBe(bodyHash);
    for (const other of [
      { ...message, name: 'cd' },
      { ...message, scope: 'default' },
      { ...message, rateLimit: { requests: 5, perSeconds: 2 } },
      { ...message, permissions: [] },
    ]) {
      expect(of(ada, 'k1', undefined, other).bodyHash).not.toBe(bodyHash);
    }
  });

  it('does not show the key', () => {
    expect(JSON.stringify(of(ada, 'a-secret-of-the-client'))).not.toContain('a-secret-of-the-client');
  });

  it('is nothing to remember without the key, and without a message that brought it', () => {
    expect(repeatableOf(contextOf(ada), apiKeyContract.create, message, pepper)).toBeUndefined();
  });

  it('is told by its message when it has no key, and by the key when a client repeats it', () => {
    const [context, method] = [contextOf(ada), apiKeyContract.create];
    const idOf = (messageId: string, idempotencyKey?: string) =>
      repeatableOf(
        { ...context, messageId, ...(idempotencyKey !== undefined && { idempotencyKey }) },
        method,
        message,
        pepper,
      )?.requestId;
    expect(idOf('m1')).toBe(idOf('m1'));
    expect(idOf('m1')).not.toBe(idOf('m2'));
    expect(idOf('m1', 'k1')).toBe(of(ada, 'k1').requestId);
    expect(idOf('m2', 'k1')).toBe(idOf('m1', 'k1'));
    // What a message is called is nobody's Idempotency-Key.
    expect(idOf('m1')).not.toBe(of(ada, 'm1').requestId);
  });
});
