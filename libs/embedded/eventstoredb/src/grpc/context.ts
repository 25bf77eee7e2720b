import type { CommitSignal } from '../store/commit-signal.js';
import type { LogStore } from '../store/log-store.js';
import type { Writer } from '../writing/writer.js';

/** What the handlers work with. Sizes in bytes; `now` is Unix time in milliseconds. */
export type Context = Readonly<{
  store: LogStore;
  writer: Writer;
  committed: CommitSignal;
  now: () => number;
  maxAppendSize: number;
}>;
