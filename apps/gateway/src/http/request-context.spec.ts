import type { Actor } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { contextFor } from './request-context.js';

const actor: Actor = { kind: 'anonymous' };
const contextWith = (headers: Record<string, string | string[]>) =>
  contextFor({ id: 'r1', ip: '192.0.2.7', headers } as unknown as FastifyRequest, actor);
const refusalOf = (headers: Record<string, string>): unknown => {
  try {
    return contextWith(headers);
  } catch (error) {
    return (error as { details: { errors: readonly { path: string }[] } }).details.errors[0]?.path;
  }
};

describe('the context of a request', () => {
  it('says who asks, from where and in which request, and nothing that was not sent', () =>
    expect(contextWith({})).toEqual({ actor, correlationId: 'r1', causationId: 'r1', ip: '192.0.2.7' }));

  it('carries at most 256 characters of the user agent', () =>
    expect(contextWith({ 'user-agent': 'x'.repeat(300) }).userAgent).toHaveLength(256));
});

describe('Idempotency-Key', () => {
  it.each(['12345678', 'a-b_c.d~e!', 'x'.repeat(255)])('is taken: %s', (key) =>
    expect(contextWith({ 'idempotency-key': key }).idempotencyKey).toBe(key),
  );

  it.each(['', '1234567', 'x'.repeat(256), '1234 5678', '1234567ä', '12345678\n', 'abcdefgh, abcdefgh'])(
    'is refused: %j',
    (key) => expect(refusalOf({ 'idempotency-key': key })).toBe('Idempotency-Key'),
  );
});

describe('If-Match', () => {
  it.each([
    ['W/"3"', 3],
    ['"3"', 3],
    ['W/"0"', 0],
    ['"999999999999999"', 999_999_999_999_999],
  ])('names a revision: %s', (tag, revision) =>
    expect(contextWith({ 'if-match': tag }).expectedRevision).toBe(revision),
  );

  it('* asks for nothing more', () =>
    expect(contextWith({ 'if-match': '*' })).not.toHaveProperty('expectedRevision'));

  it.each([
    '',
    '3',
    'W/3',
    'w/"3"',
    '"-1"',
    '"3.0"',
    '"0x3"',
    '"1e3"',
    '"3", "4"',
    '"9999999999999999"',
    '"3"\n',
  ])('is refused: %j', (tag) => expect(refusalOf({ 'if-match': tag })).toBe('If-Match'));
});

describe('Credstream-Min-Position', () => {
  it('is a position', () =>
    expect(contextWith({ 'credstream-min-position': '0123' }).minPosition).toBe('0123'));

  it.each(['', '-1', '1.5', '0x1', ' 1', '12345678901234567890', '1\n'])('is refused: %j', (position) =>
    expect(refusalOf({ 'credstream-min-position': position })).toBe('Credstream-Min-Position'),
  );
});
