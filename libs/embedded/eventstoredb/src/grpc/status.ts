import { status } from '@grpc/grpc-js';
import { failed, type GrpcStatus } from './transport/index.js';

export const streamDeleted = (stream: string): GrpcStatus =>
  failed(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const invalidArgument = (details: string): GrpcStatus => failed(status.INVALID_ARGUMENT, details);
export const unimplemented = (details: string): GrpcStatus => failed(status.UNIMPLEMENTED, details);
export const cancelled = (details: string): GrpcStatus => failed(status.CANCELLED, details);
export const unavailable = (details: string): GrpcStatus => failed(status.UNAVAILABLE, details);
export const unknown = (details: string): GrpcStatus => failed(status.UNKNOWN, details);
