import { createKey } from '@credstream/crypto';
import { describe, expect, it } from '@jest/globals';
import { requestIdOf } from './request-id.js';

const sent = (id: string | string[] | undefined) =>
  requestIdOf({ headers: { ...(id !== undefined && { 'x-request-id': id }) } });

describe('the id of a request', () => {
  it.each(['a', 'A-b_c.d:9', '0'.repeat(128)])('is the one that the client sent: %s', (id) =>
    expect(sent(id)).toBe(id),
  );

  it.each([
    ['nothing', ''],
    ['too long', '0'.repeat(129)],
    ['a space', 'a b'],
    ['a line end, with which log lines could be made up', 'a\nb'],
    ['a line end after it', 'a\n'],
    ['a quotation mark', 'a"b'],
    ['another script', 'ä'],
    ['a key', createKey('cs_key').value],
    ['a refresh token', `cs_ses_${'a'.repeat(22)}.${'b'.repeat(43)}`],
    ['the beginning of an access token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln'],
    ['two of them', ['a', 'b']],
  ])('is a new one when the client sent %s', (_what, id) => {
    expect(sent(id)).toMatch(/^[\w-]{12}\.[0-9a-z]+$/);
  });

  it('is never given twice', () => {
    const ids = Array.from({ length: 1_000 }, () => sent(undefined));
    expect(new Set(ids).size).toBe(1_000);
  });
});
