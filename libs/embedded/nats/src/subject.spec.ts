import { describe, expect, it } from '@jest/globals';
import { isLiteral, isReservedReply, isValidSubscription, matches } from './subject.js';

describe('a subject', () => {
  it.each(['foo', 'foo.bar', '*', '>', 'foo.*.bar', 'foo.>', 'foo*', 'f>o', '$SYS.x'])(
    'may be subscribed to as %s',
    (subject) => expect(isValidSubscription(subject)).toBe(true),
  );

  it.each(['', '.', 'foo.', '.foo', 'foo..bar', '>.foo', 'foo.>.bar'])(
    'may not be subscribed to as %j',
    (subject) => expect(isValidSubscription(subject)).toBe(false),
  );

  it.each([
    ['foo.bar', true],
    ['foo*', true],
    ['foo.*', false],
    ['foo.>', false],
    ['foo..bar', false],
    ['', false],
  ])('%j is a place to publish to: %s', (subject, literal) => expect(isLiteral(subject)).toBe(literal));

  it.each([
    ['foo', 'foo', true],
    ['foo', 'bar', false],
    ['foo.*', 'foo.bar', true],
    ['foo.*', 'foo', false],
    ['foo.*', 'foo.bar.baz', false],
    ['foo.>', 'foo', false],
    ['foo.>', 'foo.bar.baz', true],
    ['*.bar', 'foo.bar', true],
    ['>', 'foo.bar', true],
    ['foo', 'foo.bar', false],
    ['foo.*', 'foo.', false],
    ['foo.*', 'foo.*', true],
  ])('%s takes a message to %s: %s', (pattern, subject, taken) =>
    expect(matches(pattern, subject)).toBe(taken),
  );

  it.each(['_R_.a', '$JS.ACK.a', '_GR_.a'])('cannot be asked for replies when it is %s', (reply) =>
    expect(isReservedReply(reply)).toBe(true),
  );
});
