import {
  bigVarintField,
  fieldSize,
  messageField,
  textField,
  varintField,
  varintSize,
  writeHeader,
  writeVarintField,
} from '../protobuf/index.js';
import type { Expected } from '../store/index.js';
import { wireNumber } from './write-status.js';
import type { WriteOutcome } from './writer.js';

type Written = Extract<WriteOutcome, { kind: 'written' }>;

const streamIdentifier = (field: number, stream: string) => messageField(field, textField(3, stream));

const position = (field: number, value: number) =>
  messageField(field, varintField(1, value), varintField(2, value));

export const appendSuccess = ({ last, position: at }: Written): Buffer =>
  messageField(
    1,
    last < 0 ? messageField(2) : varintField(1, last),
    at === undefined ? messageField(4) : position(3, at),
  );

const expectedParts = (expected: Expected, fields: Readonly<Record<string, number>>): Buffer =>
  typeof expected === 'bigint' ? bigVarintField(fields['exact']!, expected) : messageField(fields[expected]!);

/** AppendResp.WrongExpectedVersion, an answer rather than an error. */
export const appendWrongVersion = (expected: Expected, current: number): Buffer =>
  messageField(
    2,
    current < 0 ? messageField(2) : bigVarintField(1, wireNumber(current)),
    ...(expected === 'no_stream' ? [] : [expectedParts(expected, { exact: 3, any: 4, stream_exists: 5 })]),
    current < 0 ? messageField(7) : bigVarintField(6, wireNumber(current)),
    expectedParts(expected, { exact: 8, any: 9, stream_exists: 10, no_stream: 11 }),
  );

/** DeleteResp and TombstoneResp. */
export const deleteSuccess = ({ position: at }: Written): Buffer =>
  at === undefined ? messageField(2) : position(1, at);

const batchReply = (correlationId: Buffer, stream: string, result: Buffer) =>
  Buffer.concat([messageField(1, correlationId), result, streamIdentifier(4, stream)]);

/** What `appendSuccess` tells, as a batch reply and in one buffer: most appends are answered by one of these. */
export const batchSuccess = (correlationId: Buffer, stream: string, outcome: Written): Buffer => {
  const { last, position: at } = outcome;
  const nameLength = Buffer.byteLength(stream);
  const lastSize = last < 0 ? 2 : 1 + varintSize(last);
  const positionSize = at === undefined ? 0 : 2 * (1 + varintSize(at));
  const successSize = lastSize + fieldSize(positionSize);
  const bytes = Buffer.allocUnsafe(
    fieldSize(correlationId.length) + fieldSize(successSize) + fieldSize(fieldSize(nameLength)),
  );
  let offset = writeHeader(bytes, 0, 1, correlationId.length);
  offset += correlationId.copy(bytes, offset);
  offset = writeHeader(bytes, offset, 3, successSize);
  offset = last < 0 ? writeHeader(bytes, offset, 2, 0) : writeVarintField(bytes, offset, 1, last);
  offset = writeHeader(bytes, offset, at === undefined ? 4 : 3, positionSize);
  if (at !== undefined) {
    offset = writeVarintField(bytes, writeVarintField(bytes, offset, 1, at), 2, at);
  }
  offset = writeHeader(bytes, offset, 4, fieldSize(nameLength));
  offset = writeHeader(bytes, offset, 3, nameLength);
  bytes.write(stream, offset, 'utf8');
  return bytes;
};

/** Why a batch append failed; becomes `google.rpc.Status` with typed details. */
export type BatchFailure = Readonly<
  | { kind: 'WrongExpectedVersion'; current: number; expected: Expected }
  | { kind: 'StreamDeleted'; stream: string }
  | { kind: 'Timeout' | 'AccessDenied' | 'Unknown' | 'InvalidTransaction' }
  | { kind: 'MaximumAppendSizeExceeded'; limit: number }
  | { kind: 'BadRequest'; message: string }
>;

const codes = {
  WrongExpectedVersion: 6,
  StreamDeleted: 5,
  AccessDenied: 7,
  Timeout: 4,
  MaximumAppendSizeExceeded: 3,
  Unknown: 2,
  BadRequest: 3,
  InvalidTransaction: 9,
} as const;

const detailsOf = (failure: BatchFailure): Buffer[] => {
  switch (failure.kind) {
    case 'WrongExpectedVersion':
      return [
        failure.current < 0 ? messageField(2) : bigVarintField(1, wireNumber(failure.current)),
        expectedParts(failure.expected, { exact: 3, any: 4, stream_exists: 5, no_stream: 6 }),
      ];
    case 'StreamDeleted':
      return [streamIdentifier(1, failure.stream)];
    case 'MaximumAppendSizeExceeded':
      return [varintField(1, failure.limit)];
    case 'BadRequest':
      return [textField(1, failure.message)];
    default:
      return [];
  }
};

export const batchFailure = (correlationId: Buffer, stream: string, failure: BatchFailure): Buffer => {
  const details = messageField(
    3,
    textField(1, `type.googleapis.com/event_store.client.${failure.kind}`),
    messageField(2, ...detailsOf(failure)),
  );
  const error = messageField(2, varintField(1, codes[failure.kind]), textField(2, failure.kind), details);
  return batchReply(correlationId, stream, error);
};
