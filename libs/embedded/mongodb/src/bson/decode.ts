import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.js';
import { type Doc, fieldKey } from './document.js';
import { elementTypes, MAX_DEPTH, refusedTypes } from './types.js';

const SHORT = 24;

const invalid = (what: string): CommandError => new CommandError('InvalidBSON', `invalid BSON: ${what}`);

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

/** JavaScript's bound; a real server has none. */
const date = (milliseconds: bigint): Date => {
  const value = new Date(Number(milliseconds));
  if (Number.isNaN(value.getTime())) {
    throw new CommandError('BadValue', `a date ${milliseconds} ms from 1970 is not there in this server`);
  }
  return value;
};

/** Reads one document from bytes, of which nothing is believed. */
class Decoder {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  document(depth: number, end: number): Doc {
    const last = this.begin(depth, end);
    const doc: Doc = {};
    while (this.at < last) {
      const type = this.bytes[this.at++]!;
      const key = fieldKey(this.name(last));
      doc[key] = this.value(type, depth, last);
    }
    this.finish(last);
    return doc;
  }

  private array(depth: number, end: number): unknown[] {
    const last = this.begin(depth, end);
    const values: unknown[] = [];
    while (this.at < last) {
      const type = this.bytes[this.at++]!;
      // The place as text is not looked at: elements count by their order.
      this.name(last);
      values.push(this.value(type, depth, last));
    }
    this.finish(last);
    return values;
  }

  /** @returns where the closing NUL has to be */
  private begin(depth: number, end: number): number {
    if (depth > MAX_DEPTH) {
      throw new CommandError('Overflow', `cannot have more than ${MAX_DEPTH} levels of documents and arrays`);
    }
    const size = this.int32(end);
    const start = this.at - 4;
    if (size < 5 || start + size > end) throw invalid(`a document claims ${size} bytes`);
    return start + size - 1;
  }

  private finish(last: number): void {
    if (this.at !== last || this.bytes[last] !== 0) throw invalid('a document does not end where it says');
    this.at++;
  }

  private take(length: number, end: number): number {
    const from = this.at;
    if (length < 0 || from + length > end) throw invalid('a value is cut short');
    this.at += length;
    return from;
  }

  private int32(end: number): number {
    return this.bytes.readInt32LE(this.take(4, end));
  }

  private name(end: number): string {
    const from = this.at;
    const zero = this.bytes.indexOf(0, from);
    if (zero < 0 || zero >= end) throw invalid('a name has no end');
    this.at = zero + 1;
    return this.text(from, zero);
  }

  private text(from: number, to: number): string {
    const { bytes } = this;
    if (to - from > SHORT) return bytes.toString('utf8', from, to);
    let result = '';
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte > 0x7f) return bytes.toString('utf8', from, to);
      result += String.fromCharCode(byte);
    }
    return result;
  }

  private string(end: number): string {
    const length = this.int32(end);
    if (length < 1) throw invalid(`a string claims ${length} bytes`);
    const from = this.take(length, end);
    if (this.bytes[this.at - 1] !== 0) throw invalid('a string has no end');
    return this.text(from, this.at - 1);
  }

  private value(type: number, depth: number, end: number): unknown {
    const { bytes } = this;
    switch (type) {
      case elementTypes.string:
        return this.string(end);
      case elementTypes.int:
        return this.int32(end);
      case elementTypes.object:
        return this.document(depth + 1, end);
      case elementTypes.array:
        return this.array(depth + 1, end);
      case elementTypes.bool: {
        const value = bytes[this.take(1, end)]!;
        if (value > 1) throw invalid('a Boolean is neither true nor false');
        return value === 1;
      }
      case elementTypes.null:
        return null;
      case elementTypes.date:
        return date(bytes.readBigInt64LE(this.take(8, end)));
      case elementTypes.long:
        return bytes.readBigInt64LE(this.take(8, end));
      case elementTypes.double: {
        const value = bytes.readDoubleLE(this.take(8, end));
        return isInt32(value) ? new Double(value) : value;
      }
      case elementTypes.objectId:
        return new ObjectId(this.copyOf(this.take(12, end), 12));
      case elementTypes.binData: {
        const length = this.int32(end);
        const subType = bytes[this.take(1, end)]!;
        return new Binary(this.copyOf(this.take(length, end), length), subType);
      }
      case elementTypes.regex: {
        const source = this.name(end);
        return new BSONRegExp(source, this.name(end));
      }
      case elementTypes.timestamp: {
        const from = this.take(8, end);
        return new Timestamp({ i: bytes.readUInt32LE(from), t: bytes.readUInt32LE(from + 4) });
      }
      case elementTypes.minKey:
        return new MinKey();
      case elementTypes.maxKey:
        return new MaxKey();
      default: {
        const name = refusedTypes[type];
        if (name === undefined) throw invalid(`a value of the unknown type ${type}`);
        throw new CommandError('CommandNotSupported', `values of type ${name} are not there in this server`);
      }
    }
  }

  /** Bytes of its own, so that a value does not keep the whole message in memory. */
  private copyOf(from: number, length: number): Uint8Array {
    return new Uint8Array(this.bytes.subarray(from, from + length));
  }
}

/** Decodes BSON so that encoding gives every value its type back. @throws CommandError InvalidBSON, Overflow */
export const decodeDocument = (bytes: Uint8Array): Doc => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Decoder(buffer).document(1, buffer.length);
};
