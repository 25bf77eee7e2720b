import type { Writer } from './writer.js';

/** Largest append with everything that belongs to it, in bytes; the limit on `data` alone is the real server's. */
export const MAX_HELD = 16 * 1024 * 1024;

/** What the handlers of writes work with. Sizes in bytes; `now` is Unix time in milliseconds. */
export type WriteContext = Readonly<{
  writer: Writer;
  now: () => number;
  maxAppendSize: number;
  /** Told of failures that a client sees the bare fact of. */
  report: (error: unknown) => void;
}>;
