import {
  bigVarintField,
  fieldSize,
  messageField,
  textField,
  varintSize,
  writeHeader,
  writeVarint,
} from '../protobuf/index.js';
import type { StoredRecord } from '../store/index.js';

/** ReadResp with an event. */
export const readEvent = ({ message, position: at }: StoredRecord): Buffer => {
  const size = fieldSize(message.length) + 1 + varintSize(at);
  // One buffer and one copy: replays spend their time here.
  const bytes = Buffer.allocUnsafe(fieldSize(size));
  let offset = writeHeader(bytes, 0, 1, size);
  offset = writeHeader(bytes, offset, 1, message.length);
  offset += message.copy(bytes, offset);
  bytes[offset] = 3 << 3;
  writeVarint(bytes, offset + 1, at);
  return bytes;
};

export const readConfirmation = (subscriptionId: string): Buffer =>
  messageField(2, textField(1, subscriptionId));
export const readCheckpoint = ({ commit, prepare }: Readonly<{ commit: bigint; prepare: bigint }>): Buffer =>
  messageField(3, bigVarintField(1, commit), bigVarintField(2, prepare));
export const readStreamNotFound = (stream: string): Buffer =>
  messageField(4, messageField(1, textField(3, stream)));
export const readCaughtUp = (): Buffer => messageField(8);

const UUID_FIELD_BYTES = 40;

const structuredId = (message: Buffer): Buffer => {
  const hex = message.toString('latin1', 4, UUID_FIELD_BYTES).replaceAll('-', '');
  const high = bigVarintField(1, BigInt(`0x${hex.slice(0, 16)}`));
  const low = bigVarintField(2, BigInt(`0x${hex.slice(16)}`));
  return Buffer.concat([messageField(1, messageField(1, high, low)), message.subarray(UUID_FIELD_BYTES)]);
};

/** The same record with its id as two 64-bit numbers; a record always starts with its textual id. */
export const withStructuredId = (record: StoredRecord): StoredRecord => ({
  ...record,
  message: structuredId(record.message),
});
