import type { CommitSignal } from '../commit-signal.js';
import type { LogStore } from '../log-store.js';
import type { Writer } from '../writer.js';

/** What the handlers work with. Sizes in bytes; `now` is Unix time in milliseconds. */
export type Context = Readonly<{
  store: LogStore;
  writer: Writer;
  committed: CommitSignal;
  now: () => number;
  maxAppendSize: number;
}>;
