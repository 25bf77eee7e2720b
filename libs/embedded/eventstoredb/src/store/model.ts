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

/** Longest name of a stream or an event type, in bytes. */
const MAX_NAME = 4096;

/** Why a text cannot name a stream; undefined when it can. */
export const streamNameFault = (name: string): string | undefined => {
  if (name === '') return 'The stream name is empty';
  if (name === '$$') return `'$$' names the metadata of no stream`;
  return isTooLong(name) ? `The stream name is longer than ${MAX_NAME} bytes` : undefined;
};

/** Why a text cannot name the type of an event; undefined when it can. */
export const typeNameFault = (name: string): string | undefined => {
  if (name === '') return 'The event type is empty';
  return isTooLong(name) ? `The event type is longer than ${MAX_NAME} bytes` : undefined;
};

const isTooLong = (name: string) => name.length > MAX_NAME || Buffer.byteLength(name) > MAX_NAME;
