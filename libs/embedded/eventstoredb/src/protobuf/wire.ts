/**
 * The few pieces of the protobuf wire format that the hot paths use by hand.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */

const lengthDelimited = 2;

/** Bytes that a varint of `value` (0 … 2^53−1) takes. */
export const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
};

/** Writes a varint of `value` (0 … 2^53−1) and returns the next offset. */
export const writeVarint = (target: Buffer, offset: number, value: number): number => {
  let rest = value;
  let at = offset;
  while (rest >= 128) {
    target[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  target[at++] = rest;
  return at;
};

/** Bytes of a length-delimited field with a one-byte tag (field numbers 1 … 15). */
export const fieldSize = (length: number): number => 1 + varintSize(length) + length;

/** Writes tag and length of a length-delimited field; the caller writes the content. */
export const writeHeader = (target: Buffer, offset: number, field: number, length: number): number => {
  target[offset] = (field << 3) | lengthDelimited;
  return writeVarint(target, offset + 1, length);
};

/** Writes a varint field, 0 too, because members of a oneof need presence. */
export const writeVarintField = (target: Buffer, offset: number, field: number, value: number): number => {
  target[offset] = field << 3;
  return writeVarint(target, offset + 1, value);
};

/** Bytes that are no protobuf message, or one that no client sends. */
export class MalformedMessage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MalformedMessage';
  }
}

/** A varint of 64 bits takes no more. */
const LONGEST_VARINT = 10;

/** A cursor over one protobuf message. Throws MalformedMessage. */
export class WireReader {
  field = 0;
  private wireType = 0;

  constructor(
    readonly bytes: Buffer,
    private offset = 0,
    private readonly end = bytes.length,
  ) {}

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.offset >= this.end) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.wireType = tag % 8;
    return true;
  }

  /** An unsigned varint as a number; loses precision above 2^53, see `bigVarint`. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 0; length < LONGEST_VARINT; length++) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new MalformedMessage('A varint is too long');
  }

  /** An unsigned 64-bit varint. */
  bigVarint(): bigint {
    let value = 0n;
    let shift = 0n;
    for (let length = 0; length < LONGEST_VARINT; length++) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
      shift += 7n;
    }
    throw new MalformedMessage('A varint is too long');
  }

  /** The content of a length-delimited field, sharing memory with the message. */
  view(): Buffer {
    const length = this.varint();
    const start = this.offset;
    this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  text(): string {
    const length = this.varint();
    const start = this.offset;
    this.advance(length);
    return this.bytes.toString('utf8', start, start + length);
  }

  /** A reader over an embedded message. */
  message(): WireReader {
    const length = this.varint();
    const start = this.offset;
    this.advance(length);
    return new WireReader(this.bytes, start, start + length);
  }

  skip(): void {
    if (this.wireType === 0) this.bigVarint();
    else if (this.wireType === 1) this.advance(8);
    else if (this.wireType === lengthDelimited) this.advance(this.varint());
    else if (this.wireType === 5) this.advance(4);
    else throw new MalformedMessage(`Unknown wire type ${this.wireType}`);
  }

  private byte(): number {
    if (this.offset >= this.end) throw new MalformedMessage('The message ends too early');
    return this.bytes[this.offset++]!;
  }

  private advance(length: number): void {
    if (this.offset + length > this.end) throw new MalformedMessage('The message ends too early');
    this.offset += length;
  }
}
