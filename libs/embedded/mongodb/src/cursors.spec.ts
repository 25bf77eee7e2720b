import { describe, expect, it } from '@jest/globals';
import type { EncodedArray } from './bson/encode.js';
import { encodeDocument } from './bson/encode.js';
import { Cursors } from './cursors.js';

const MINUTE = 60_000;

const docs = (count: number) => Array.from({ length: count }, (_, _id) => encodeDocument({ _id }));

const openAt = (clock: { now: number }) => {
  const cursors = new Cursors(() => clock.now);
  const open = (neverExpires = false): bigint =>
    cursors.start({ namespace: 'd.c', docs: docs(10), batchSize: 2, neverExpires })['id'] as bigint;
  return { cursors, open };
};

describe('cursors', () => {
  it('are forgotten after ten idle minutes, and asking starts them anew', () => {
    const clock = { now: 0 };
    const { cursors, open } = openAt(clock);
    const [idle, used] = [open(), open()];
    clock.now = 8 * MINUTE;
    cursors.next(used, 'd.c', 1);
    clock.now = 11 * MINUTE;
    cursors.expire();
    expect(() => cursors.next(idle, 'd.c', 1)).toThrow(expect.objectContaining({ code: 43 }));
    expect(cursors.next(used, 'd.c', 1)['id']).toBe(used);
  });

  it('stay where no timeout was asked for', () => {
    const clock = { now: 0 };
    const { cursors, open } = openAt(clock);
    const id = open(true);
    clock.now = 60 * MINUTE;
    cursors.expire();
    expect(cursors.next(id, 'd.c', 1)['id']).toBe(id);
  });

  it('are not kept when the first batch holds everything', () => {
    const { cursors } = openAt({ now: 0 });
    const { id, firstBatch } = cursors.start({ namespace: 'd.c', docs: docs(2), batchSize: 2 });
    expect(id).toBe(0n);
    expect((firstBatch as EncodedArray).items).toHaveLength(2);
    expect(cursors.size).toBe(0);
  });
});
