import { describe, expect, it } from '@jest/globals';
import { DELETED } from '../store/model.js';
import { checkCommit, type StreamState } from './commit-check.js';

const state = (
  changes: Partial<StreamState> & { stored?: string[]; known?: string[] } = {},
): StreamState => ({
  current: (changes.stored?.length ?? 0) - 1,
  softDeleted: false,
  hasMetadata: false,
  recent: (id) => {
    const number = changes.known?.indexOf(id) ?? -1;
    return number < 0 ? undefined : number;
  },
  storedAt: (number) => changes.stored?.[number],
  ...changes,
});

describe('a stream that never existed', () => {
  it('takes any and no_stream', () => {
    expect(checkCommit(state(), 'any', ['a'])).toEqual({ kind: 'append' });
    expect(checkCommit(state(), 'no_stream', ['a'])).toEqual({ kind: 'append' });
  });

  it('refuses stream_exists and every exact revision', () => {
    expect(checkCommit(state(), 'stream_exists', ['a'])).toEqual({ kind: 'wrong_version', current: -1 });
    expect(checkCommit(state(), 0n, ['a'])).toEqual({ kind: 'wrong_version', current: -1 });
  });
});

describe('a stream with two events', () => {
  const stored = ['a', 'b'];

  it('takes its last revision without looking at ids', () => {
    expect(checkCommit(state({ stored, known: stored }), 1n, ['b'])).toEqual({ kind: 'append' });
  });

  it('recognizes its own events at an earlier revision', () => {
    expect(checkCommit(state({ stored }), 'no_stream', ['a', 'b'])).toEqual({ kind: 'idempotent', last: 1 });
    expect(checkCommit(state({ stored }), 0n, ['b'])).toEqual({ kind: 'idempotent', last: 1 });
    expect(checkCommit(state({ stored }), 'no_stream', ['a', 'x'])).toEqual({
      kind: 'wrong_version',
      current: 1,
    });
  });

  it('recognizes under any only what it remembers, by the first id', () => {
    expect(checkCommit(state({ stored }), 'any', ['a'])).toEqual({ kind: 'append' });
    const known = state({ stored, known: stored });
    expect(checkCommit(known, 'any', ['a', 'b'])).toEqual({ kind: 'idempotent', last: 1 });
    expect(checkCommit(known, 'any', ['x', 'a'])).toEqual({ kind: 'append' });
    expect(checkCommit(known, 'any', ['a', 'x'])).toEqual({ kind: 'wrong_version', current: 1 });
  });

  it('refuses a revision beyond its end', () => {
    expect(checkCommit(state({ stored }), 2n, ['x'])).toEqual({ kind: 'wrong_version', current: 1 });
  });
});

describe('a soft-deleted stream', () => {
  const deleted = state({ stored: ['a', 'b'], softDeleted: true, hasMetadata: true });

  it('takes no_stream for new ids and recognizes old ones', () => {
    expect(checkCommit(deleted, 'no_stream', ['x'])).toEqual({ kind: 'append' });
    expect(checkCommit(deleted, 'no_stream', ['a'])).toEqual({ kind: 'idempotent', last: 0 });
  });

  it('counts as deleted for stream_exists', () => {
    expect(checkCommit(deleted, 'stream_exists', ['x'])).toEqual({ kind: 'deleted' });
  });
});

describe('a tombstoned stream', () => {
  it('refuses everything', () => {
    expect(checkCommit(state({ current: DELETED }), 'any', ['x'])).toEqual({ kind: 'deleted' });
  });
});
