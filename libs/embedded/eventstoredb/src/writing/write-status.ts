import { status } from '@grpc/grpc-js';
import { failed, type GrpcStatus } from '../grpc/transport/index.js';
import { DELETED, type Expected, MAX_INT64 } from '../store/index.js';

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
