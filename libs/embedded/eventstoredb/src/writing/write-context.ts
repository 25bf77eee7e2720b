import type { Writer } from './writer.js';

/** What the handlers of writes work with. Sizes in bytes; `now` is Unix time in milliseconds. */
export type WriteContext = Readonly<{
  writer: Writer;
  now: () => number;
  maxAppendSize: number;
  /** Told of failures that a client sees the bare fact of. */
  report: (error: unknown) => void;
}>;
