import {
  DomainError,
  errorCatalogue,
  errorKinds,
  IdempotencyKeyReused,
  RequestInvalid,
  ServiceUnavailable,
} from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { fromRefusal, notAnswering, RemoteFault, RemoteRefusal, toRefusal } from './refusal.js';

/** Over the bus and back. */
const roundTrip = (error: DomainError): Error =>
  fromRefusal(JSON.parse(JSON.stringify(toRefusal(error))) as unknown);

describe('a refusal', () => {
  it('crosses the bus with its code, kind, words and details', () => {
    const details = { errors: [{ path: 'name', rule: 'length', message: 'too long' }], retryAfter: 3 };
    const arrived = roundTrip(new RequestInvalid('The name is too long', details));
    expect(arrived).toBeInstanceOf(RemoteRefusal);
    expect(arrived).toBeInstanceOf(DomainError);
    expect(arrived).toMatchObject({
      code: 'request.invalid',
      kind: 'invalid',
      message: 'The name is too long',
      details,
    });
  });

  it('says nothing of its cause', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7:2113');
    const refusal = toRefusal(new ServiceUnavailable(undefined, { retryAfter: 1 }, cause));
    expect(JSON.stringify(refusal)).not.toContain('10.0.0.7');
    expect(Object.keys(refusal).sort()).toEqual(['code', 'details', 'kind', 'message']);
  });

  it('can be passed on by the service that got it', () => {
    const twice = roundTrip(roundTrip(new IdempotencyKeyReused()) as DomainError);
    expect(twice).toMatchObject({ code: 'request.idempotency_key_reused', kind: 'unprocessable' });
  });

  it('is understood for every kind there is', () => {
    for (const kind of errorKinds) {
      expect(fromRefusal({ code: 'a.b', kind, message: 'm', details: {} })).toMatchObject({ kind });
    }
    expect(new Set(errorCatalogue().map(({ kind }) => kind)).size).toBeGreaterThan(5);
  });
});

describe('an answer that is no refusal', () => {
  it.each([
    ['a fault', { code: 'internal', kind: 'unavailable', message: 'secret detail', details: {} }],
    ['nothing', null],
    ['a text', 'Internal server error'],
    ["Nest's own error", { status: 'error', message: 'Internal server error' }],
    ['a kind of another version', { code: 'a.b', kind: 'teapot', message: 'm', details: {} }],
  ])('is a fault: %s', (_, value) => {
    const fault = fromRefusal(value);
    expect(fault).toBeInstanceOf(RemoteFault);
    expect(fault).not.toBeInstanceOf(DomainError);
    expect(fault.message).not.toContain('secret detail');
  });

  it('at all is an outage that a caller may try again', () => {
    const cause = new Error('TIMEOUT');
    expect(notAnswering('apikey', cause)).toMatchObject({
      kind: 'unavailable',
      details: { retryAfter: 1 },
      cause,
    });
  });
});
