import { createHash } from 'node:crypto';
import type { DatabaseOptions } from 'lmdb';

/**
 * How keys and small values are laid out in LMDB, where keys order as their bytes do. All numbers are unsigned,
 * big endian and below 2^48; the complete check reads the same layout without LMDB.
 */
const NUMBER_BYTES = 6;
const ID_BYTES = 4;

/** The largest number that fits. */
export const MAX_NUMBER = 2 ** 48 - 1;

const writeNumber = (target: Uint8Array, offset: number, value: number): number => {
  const high = Math.floor(value / 2 ** 32);
  const low = value >>> 0;
  target[offset] = high >>> 8;
  target[offset + 1] = high;
  target[offset + 2] = low >>> 24;
  target[offset + 3] = low >>> 16;
  target[offset + 4] = low >>> 8;
  target[offset + 5] = low;
  return offset + NUMBER_BYTES;
};

const readNumber = (source: Uint8Array, offset: number): number =>
  (source[offset]! * 256 + source[offset + 1]!) * 2 ** 32 +
  (source[offset + 2]! * 2 ** 24 +
    (source[offset + 3]! << 16) +
    (source[offset + 4]! << 8) +
    source[offset + 5]!);

/** lmdb-js takes encoders among its options, but its types do not know. */
export const withLayout = (layout: object): DatabaseOptions => layout;

/** Key of the log. */
export const positionKey = {
  writeKey: (position: number, target: Uint8Array, start: number): number =>
    writeNumber(target, start, position),
  readKey: (source: Uint8Array, start = 0): number => readNumber(source, start),
};

export type IndexKey = [streamId: number, number: number];

/** Key of the index. */
export const indexKey = {
  writeKey: ([streamId, number]: IndexKey, target: Uint8Array, start: number): number => {
    target[start] = streamId >>> 24;
    target[start + 1] = streamId >>> 16;
    target[start + 2] = streamId >>> 8;
    target[start + 3] = streamId;
    return writeNumber(target, start + ID_BYTES, number);
  },
  readKey: (source: Uint8Array, start = 0): IndexKey => [
    source[start]! * 2 ** 24 + (source[start + 1]! << 16) + (source[start + 2]! << 8) + source[start + 3]!,
    readNumber(source, start + ID_BYTES),
  ],
};

const CHECK_BYTES = 4;

/** A stored value that is not as it was written. */
export class DamagedValue extends Error {
  constructor() {
    super('A value of the event store fails its check');
    this.name = 'DamagedValue';
  }
}

/** Odd factors: a change of any single bit changes the sum. */
const checkOf = (bytes: Uint8Array, length: number): number => {
  let check = 0x2545f491;
  for (let at = 0; at < length; at++) check = Math.imul(check ^ bytes[at]!, 0x01000193);
  return check >>> 0;
};

/** lmdb-js reuses its buffer, whose length may exceed the value's: only `length` bytes are looked at. */
const verify = (bytes: Buffer, length: number): void => {
  if (bytes.length < length + CHECK_BYTES || bytes.readUInt32BE(length) !== checkOf(bytes, length)) {
    throw new DamagedValue();
  }
};

/** A single number as a value, with a check. */
export const numberValue = {
  encode: (value: number): Buffer => {
    const bytes = Buffer.allocUnsafe(numberValue.length);
    bytes.writeUInt32BE(checkOf(bytes, writeNumber(bytes, 0, value)), NUMBER_BYTES);
    return bytes;
  },
  decode: (bytes: Buffer): number => {
    verify(bytes, NUMBER_BYTES);
    return readNumber(bytes, 0);
  },
  length: NUMBER_BYTES + CHECK_BYTES,
};

const LONGEST_PLAIN_KEY = 500;

/** Key of a stream row: the name itself, or its start and a hash when LMDB could not hold it as a key. */
export const streamKey = (stream: string): Buffer => {
  const name = Buffer.from(stream);
  if (name.length <= LONGEST_PLAIN_KEY) return name;
  return Buffer.concat([name.subarray(0, LONGEST_PLAIN_KEY), createHash('sha256').update(name).digest()]);
};

/**
 * What the store keeps of a stream: its id in the index, the least number that the next event may have (more than
 * the index says only after a scavenge), and the position of its tombstone, 0 without one.
 */
export type StreamRow = [id: number, count: number, tombstonePosition: number];

const ROW_BYTES = 3 * NUMBER_BYTES;

/** A stream row as a value, with a check. */
export const streamRow = {
  encode: ([id, count, tombstonePosition]: StreamRow): Buffer => {
    const bytes = Buffer.allocUnsafe(streamRow.length);
    writeNumber(bytes, writeNumber(bytes, writeNumber(bytes, 0, id), count), tombstonePosition);
    bytes.writeUInt32BE(checkOf(bytes, ROW_BYTES), ROW_BYTES);
    return bytes;
  },
  decode: (bytes: Buffer): StreamRow => {
    verify(bytes, ROW_BYTES);
    return [readNumber(bytes, 0), readNumber(bytes, NUMBER_BYTES), readNumber(bytes, 2 * NUMBER_BYTES)];
  },
  length: ROW_BYTES + CHECK_BYTES,
};
