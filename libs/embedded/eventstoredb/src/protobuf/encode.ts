import { fieldSize, varintSize, writeHeader, writeVarintField } from './wire.js';

/** A varint field; 0 is written too, because members of a oneof need presence. */
export const varintField = (field: number, value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(1 + varintSize(value));
  writeVarintField(bytes, 0, field, value);
  return bytes;
};

/** An unsigned 64-bit varint field. */
export const bigVarintField = (field: number, value: bigint): Buffer => {
  const bytes = [field << 3];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
};

/** A length-delimited field made of the given parts; without parts it is an empty message. */
export const messageField = (field: number, ...parts: readonly Uint8Array[]): Buffer => {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = Buffer.allocUnsafe(fieldSize(length));
  let at = writeHeader(bytes, 0, field, length);
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

export const textField = (field: number, text: string): Buffer => messageField(field, Buffer.from(text));
