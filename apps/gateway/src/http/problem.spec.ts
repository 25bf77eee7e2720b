import {
  DomainError,
  errorKinds,
  RequestInvalid,
  ServiceUnavailable,
  Unauthenticated,
} from '@credstream/domain-kernel';
import { RemoteFault, RemoteRefusal } from '@credstream/service-kit';
import { describe, expect, it } from '@jest/globals';
import { CredentialsRefused } from '../auth/credentials-refused.js';
import { problemHeaders, problemOf, statusOf } from './problem.js';

describe('a refusal', () => {
  it('is told with its code, its status, what the code means and what it means here', () => {
    const errors = [{ path: 'name', rule: 'length', message: 'too long' }];
    expect(problemOf(new RequestInvalid('The name is too long', { errors }), 'r1')).toEqual({
      type: '/docs/errors#request.invalid',
      title: 'The request is not valid',
      status: 400,
      detail: 'The name is too long',
      code: 'request.invalid',
      traceId: 'r1',
      errors,
    });
  });

  it('of a service is told with the code of that service', () => {
    const refusal = new RemoteRefusal({
      code: 'nobody.knows_this',
      kind: 'conflict',
      message: 'There is one already',
      details: {},
    });
    expect(problemOf(refusal, 'r1')).toEqual({
      type: '/docs/errors#nobody.knows_this',
      title: 'There is one already',
      status: 409,
      detail: 'There is one already',
      code: 'nobody.knows_this',
      traceId: 'r1',
    });
  });

  it('never tells its cause', () => {
    const error = new ServiceUnavailable(undefined, {}, new Error('password=hunter2 at 10.0.0.7'));
    expect(JSON.stringify([problemOf(error, 'r1'), problemHeaders(error)])).not.toMatch(/hunter2|10\.0/);
  });

  it.each(errorKinds)('of kind %s has a status of its own for clients, 4xx or 503', (kind) => {
    expect(String(statusOf[kind])).toMatch(/^(4\d\d|503)$/);
    expect(Object.values(statusOf).filter((status) => status === statusOf[kind])).toHaveLength(1);
  });

  it('for want of credentials says which are taken, and no other refusal does', () => {
    const { 'www-authenticate': offered } = problemHeaders(new Unauthenticated());
    expect(offered).toMatch(/^Bearer .*, Basic /);
    expect(offered).not.toContain('error=');
    expect(problemHeaders(new RequestInvalid())).not.toHaveProperty('www-authenticate');
  });

  it('of credentials that do not count says so, and why only when the secret was right', () => {
    const headersOf = (reason?: string) => problemHeaders(new CredentialsRefused(reason));
    for (const reason of [undefined, 'unknown', 'malformed']) {
      expect(headersOf(reason)).toEqual(headersOf());
      expect(headersOf(reason)['www-authenticate']).toContain('error="invalid_token"');
      expect(headersOf(reason)).not.toHaveProperty('x-credstream-reason');
    }
    expect(headersOf('expired')['x-credstream-reason']).toBe('expired');
  });

  it('says when to come back, if anyone knows', () => {
    expect(problemHeaders(new ServiceUnavailable(undefined, { retryAfter: 3 }))['retry-after']).toBe('3');
    expect(problemHeaders(new ServiceUnavailable())).not.toHaveProperty('retry-after');
  });

  it('is kept by no cache', () =>
    expect(problemHeaders(new RequestInvalid())['cache-control']).toBe('no-store'));
});

describe('anything else that is thrown', () => {
  class Odd extends DomainError {
    readonly code = 'odd';
    readonly kind = 'conflict';
  }
  const fault = {
    type: '/docs/errors#internal',
    title: 'Internal error',
    status: 500,
    code: 'internal',
  };

  it.each([
    ['an error', new Error('secret in here')],
    ['a fault of a service', new RemoteFault('secret in here')],
    ['a text', 'secret in here'],
    ['something that looks like a refusal', { ...new Odd('secret in here') }],
    ['nothing', undefined],
  ])('is told as broken, without a word of it: %s', (_what, thrown) => {
    expect(problemOf(thrown, 'r1')).toEqual({ ...fault, traceId: 'r1' });
    expect(problemHeaders(thrown)['content-type']).toMatch(/^application\/problem\+json/);
  });
});
