import { DELETED, type Expected } from '../store/index.js';

/** The state of a stream as the commit check sees it. */
export type StreamState = Readonly<{
  /** Last event number, −1 if there never was one, DELETED after a tombstone; ignores truncation. */
  current: number;
  softDeleted: boolean;
  hasMetadata: boolean;
  /** Number under which this id was written recently to this very stream. */
  recent: (id: string) => number | undefined;
  /** Id of the event stored at a number, truncated or not. */
  storedAt: (number: number) => string | undefined;
}>;

export type Decision =
  | Readonly<{ kind: 'append' }>
  | Readonly<{ kind: 'idempotent'; last: number }>
  | Readonly<{ kind: 'wrong_version'; current: number }>
  | Readonly<{ kind: 'deleted' }>;

const append: Decision = { kind: 'append' };
const deleted: Decision = { kind: 'deleted' };

/**
 * Decides whether a write may be committed, repeats an earlier one, or is refused.
 * Source: EventStoreDB 24.6 `IndexWriter.CheckCommit`; its quirks are kept on purpose:
 * `any` looks only at a bounded memory of recent ids, an exact match of the current number at nothing.
 */
export const checkCommit = (state: StreamState, expected: Expected, ids: readonly string[]): Decision => {
  const { current } = state;
  if (current === DELETED) return deleted;
  if (expected === 'stream_exists') {
    if (state.softDeleted) return deleted;
    if (current < 0 && !state.hasMetadata) return { kind: 'wrong_version', current };
  }
  if (expected === 'any' || expected === 'stream_exists') return checkRecent(state, ids);

  const exact = expected === 'no_stream' ? -1 : Number(expected);
  if (exact === current) return append;
  if (exact > current) return { kind: 'wrong_version', current };
  return checkStored(state, expected, exact, ids);
};

const checkRecent = (state: StreamState, ids: readonly string[]): Decision => {
  const numbers = ids.map((id) => state.recent(id));
  if (numbers[0] === undefined) return append;
  return numbers.includes(undefined)
    ? { kind: 'wrong_version', current: state.current }
    : { kind: 'idempotent', last: numbers.at(-1)! };
};

const checkStored = (
  state: StreamState,
  expected: Expected,
  exact: number,
  ids: readonly string[],
): Decision => {
  const matches = (id: string, index: number) => {
    const number = exact + 1 + index;
    return state.recent(id) === number || state.storedAt(number) === id;
  };
  const mismatch = ids.findIndex((id, index) => !matches(id, index));
  if (mismatch === 0 && expected === 'no_stream' && state.softDeleted) return append;
  if (mismatch >= 0 || ids.length === 0) return { kind: 'wrong_version', current: state.current };
  return { kind: 'idempotent', last: exact + ids.length };
};
