import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isValidSubscription } from './subject.js';
import { SubscriptionIndex } from './subscription-index.js';

type Listener = Readonly<{ id: number; subject: string; queue: string | undefined }>;

/** The rule, without an index: whether a message to `subject` reaches a subscription to `pattern`. */
const matches = (pattern: string, subject: string): boolean => {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  if (given.includes('')) return false;
  for (const [position, token] of wanted.entries()) {
    if (position >= given.length) return false;
    if (token === '>') return true;
    if (token !== '*' && token !== given[position]) return false;
  }
  return wanted.length === given.length;
};

const token = fc.constantFrom('a', 'b', 'c', '*', '>');
const subject = fc.array(token, { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join('.'));
const published = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '*'), { minLength: 1, maxLength: 4 })
  .map((tokens) => tokens.join('.'));
const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    subject: subject.filter(isValidSubscription),
    queue: fc.constantFrom(undefined, 'q', 'r'),
  }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('match' as const), subject: published }),
);

describe('the subscription index', () => {
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
  ])('%s takes a message to %s: %s', (pattern, published, taken) => {
    const index = new SubscriptionIndex<Listener>();
    index.add({ id: 1, subject: pattern, queue: undefined });
    expect(index.match(published).plain).toHaveLength(taken ? 1 : 0);
    expect(matches(pattern, published)).toBe(taken);
  });

  it('finds what the rule of matching finds, whatever was added and removed before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const index = new SubscriptionIndex<Listener>();
        const present: Listener[] = [];
        for (const [id, done] of steps.entries()) {
          if (done.kind === 'add') {
            const listener = { id, subject: done.subject, queue: done.queue };
            index.add(listener);
            present.push(listener);
          } else if (done.kind === 'remove') {
            for (const gone of present.splice(done.which % (present.length + 1), 1)) index.remove(gone);
          } else {
            const { plain, queues } = index.match(done.subject);
            const wanted = present.filter((listener) => matches(listener.subject, done.subject));
            expect(new Set([...plain, ...queues.flat()])).toEqual(new Set(wanted));
            expect(plain.every(({ queue }) => queue === undefined)).toBe(true);
            for (const members of queues) expect(new Set(members.map(({ queue }) => queue)).size).toBe(1);
            expect(queues.length).toBe(new Set(wanted.flatMap(({ queue }) => queue ?? [])).size);
          }
        }
      }),
    );
  });

  it('does not change matches that it has given', () => {
    const index = new SubscriptionIndex<Listener>();
    const first = { id: 1, subject: 'a', queue: undefined };
    index.add(first);
    const given = index.match('a');
    index.remove(first);
    index.add({ id: 2, subject: 'a', queue: undefined });
    expect(given.plain).toEqual([first]);
  });

  it('still finds everything after more subjects than it remembers', () => {
    const index = new SubscriptionIndex<Listener>();
    const all = { id: 1, subject: '>', queue: undefined };
    index.add(all);
    for (let count = 0; count < 10_000; count++) expect(index.match(`inbox.${count}`).plain).toEqual([all]);
  });
});
