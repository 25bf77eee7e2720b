import type { CommitSignal } from '../commit-signal.js';
import type { LogStore } from '../log-store.js';
import type { Writer } from '../writer.js';
import type { OpenCalls } from './calls.js';

/** What the handlers work with. Sizes in bytes; `now` is Unix time in milliseconds. */
export type Context = Readonly<{
  store: LogStore;
  writer: Writer;
  committed: CommitSignal;
  calls: OpenCalls;
  now: () => number;
  maxAppendSize: number;
  report: (error: unknown) => void;
}>;
