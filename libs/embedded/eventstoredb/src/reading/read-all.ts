import type { LogStore, Page } from '../store/index.js';

/** Records at `from` and after, in the order they were committed. */
export const readAllForward = (store: LogStore, from: number, limit: number): Page => {
  const records = store.logForward(from, limit);
  const last = records.at(-1);
  return { records, next: last === undefined ? undefined : last.position + 1 };
};

/** Records before `from`, latest first. */
export const readAllBackward = (store: LogStore, from: number, limit: number): Page => {
  const records = store.logBackward(from, limit);
  const last = records.at(-1);
  return { records, next: last?.position };
};
