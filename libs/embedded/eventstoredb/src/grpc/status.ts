import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

import { DELETED, type Expected, MAX_INT64 } from '../model.js';
import { WriterClosed } from '../writer.js';
import { MalformedRequest } from './requests.js';

export type GrpcStatus = Pick<StatusObject, 'code' | 'details' | 'metadata'>;

/** Header values are ASCII; the rest is percent-encoded because grpc-js throws on it. */
const ascii = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value));

const withTrailers = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): GrpcStatus => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, ascii(value));
  return { code, details, metadata };
};

export const streamDeleted = (stream: string): GrpcStatus =>
  withTrailers(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

/** Number of a stream's last event as the engine reports it. */
export const wireNumber = (number: number): bigint => (number === DELETED ? MAX_INT64 : BigInt(number));

const expectedNumbers = { any: '-2', no_stream: '-1', stream_exists: '-4' } as const;

export const wrongExpectedVersion = (stream: string, expected: Expected, current: number): GrpcStatus => {
  const expectedVersion = typeof expected === 'bigint' ? String(expected) : expectedNumbers[expected];
  return withTrailers(
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
  withTrailers(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const missingRequiredMetadata = (): GrpcStatus =>
  withTrailers(status.INVALID_ARGUMENT, 'Required Metadata Property Missing: type,content-type', {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

const groupStatus = (
  code: status,
  details: string,
  exception: string,
  stream: string,
  group: string,
  more: Readonly<Record<string, string>> = {},
) => withTrailers(code, details, { exception, 'stream-name': stream, 'group-name': group, ...more });

export const groupExists = (stream: string, group: string): GrpcStatus =>
  groupStatus(
    status.ALREADY_EXISTS,
    `Subscription group ${group} on stream ${stream} exists.`,
    'persistent-subscription-exists',
    stream,
    group,
  );

export const groupMissing = (stream: string, group: string): GrpcStatus =>
  groupStatus(
    status.NOT_FOUND,
    `Subscription group ${group} on stream ${stream} does not exist.`,
    'persistent-subscription-does-not-exist',
    stream,
    group,
  );

export const groupDropped = (stream: string, group: string): GrpcStatus =>
  groupStatus(
    status.CANCELLED,
    `Subscription group ${group} on stream ${stream} was dropped.`,
    'persistent-subscription-dropped',
    stream,
    group,
  );

export const groupFailed = (stream: string, group: string, reason: string): GrpcStatus =>
  groupStatus(
    status.INTERNAL,
    `Subscription group ${group} on stream ${stream} failed: '${reason}'`,
    'persistent-subscription-failed',
    stream,
    group,
    { reason },
  );

export const maximumSubscribersReached = (stream: string, group: string): GrpcStatus =>
  groupStatus(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    'maximum-subscribers-reached',
    stream,
    group,
  );

export const invalidArgument = (details: string): GrpcStatus =>
  withTrailers(status.INVALID_ARGUMENT, details);
export const unavailable = (details: string): GrpcStatus => withTrailers(status.UNAVAILABLE, details);
export const unknown = (details: string): GrpcStatus => withTrailers(status.UNKNOWN, details);
export const handlerFailed = (): GrpcStatus => unknown('Exception was thrown by handler.');

/** Carries a status out of a handler. */
export class CallFailed extends Error {
  constructor(readonly status: GrpcStatus) {
    super(status.details);
    this.name = 'CallFailed';
  }
}

/** Whether an exception in a handler is our mistake or damage, and worth a report. */
export const isUnexpected = (error: unknown): boolean =>
  !(error instanceof CallFailed || error instanceof WriterClosed || error instanceof MalformedRequest);

/** The status that an exception in a handler turns into. */
export const statusOf = (error: unknown): GrpcStatus => {
  if (error instanceof CallFailed) return error.status;
  if (error instanceof WriterClosed) return unavailable(error.message);
  return handlerFailed();
};
