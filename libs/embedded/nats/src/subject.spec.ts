import { describe, expect, it } from '@jest/globals';
import { isLiteral, isReservedReply, isValidSubscription } from './subject.js';

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

  it.each(['_R_.a', '$JS.ACK.a', '_GR_.a'])('cannot be asked for replies when it is %s', (reply) =>
    expect(isReservedReply(reply)).toBe(true),
  );
});
