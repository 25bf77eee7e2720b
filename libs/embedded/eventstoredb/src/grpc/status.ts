import { status } from '@grpc/grpc-js';

import { DELETED, type Expected, MAX_INT64 } from '../store/model.js';
import { WriterClosed } from '../writing/writer.js';
import { MalformedRequest } from '../writing/write-requests.js';
import { failed, type GrpcStatus } from './transport/status.js';

export const streamDeleted = (stream: string): GrpcStatus =>
  failed(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

/** Number of a stream's last event as the engine reports it. */
export const wireNumber = (number: number): bigint => (number === DELETED ? MAX_INT64 : BigInt(number));

const expectedNumbers = { any: '-2', no_stream: '-1', stream_exists: '-4' } as const;

export const wrongExpectedVersion = (stream: string, expected: Expected, current: number): GrpcStatus => {
  const expectedVersion = typeof expected === 'bigint' ? String(expected) : expectedNumbers[expected];
  return failed(
    status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expectedVersion}, Actual version: ${current}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expectedVersion,
      'actual-version': String(wireNumber(current)),
    },
  );
};

export const maximumAppendSizeExceeded = (limit: number): GrpcStatus =>
  failed(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const missingRequiredMetadata = (): GrpcStatus =>
  failed(status.INVALID_ARGUMENT, 'Required Metadata Property Missing: type,content-type', {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

export const invalidArgument = (details: string): GrpcStatus => failed(status.INVALID_ARGUMENT, details);
export const unimplemented = (details: string): GrpcStatus => failed(status.UNIMPLEMENTED, details);
export const unavailable = (details: string): GrpcStatus => failed(status.UNAVAILABLE, details);
export const unknown = (details: string): GrpcStatus => failed(status.UNKNOWN, details);

/** The status that an exception in a handler turns into; one that nobody foresaw goes to `report` as well. */
export const statusOf = (error: unknown, report: (error: unknown) => void): GrpcStatus => {
  if (error instanceof WriterClosed) return unavailable(error.message);
  if (!(error instanceof MalformedRequest)) report(error);
  return unknown('Exception was thrown by handler.');
};
