/** Event number of a tombstone; on the wire it is the largest int64. */
export const DELETED = Number.POSITIVE_INFINITY;
/** The largest int64: number of a tombstone and `$tb` of a soft delete on the wire and in JSON. */
export const MAX_INT64 = 9223372036854775807n;

/** What the caller of a write believes about the stream; a bigint is the exact last event number. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** An event as a client proposes it. `id` is a lower-case UUID. */
export type ProposedEvent = Readonly<{
  id: string;
  type: string;
  isJson: boolean;
  customMetadata: Uint8Array;
  data: Uint8Array;
}>;

/** What the store knows of a stream. `last` is −1 without events, DELETED after a tombstone. */
export type StreamHead = Readonly<{ id: number; last: number; tombstonePosition: number }>;

export const metastreamOf = (stream: string): string => `$$${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
/** The stream that a metastream describes. */
export const describedBy = (metastream: string): string => metastream.slice(2);
