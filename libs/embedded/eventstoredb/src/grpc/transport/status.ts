import { status } from '@grpc/grpc-js';

/** How a call ends: a code of `status`, a text for people, and trailers for programs. */
export type GrpcStatus = Readonly<{
  code: status;
  details: string;
  trailers: Readonly<Record<string, string>>;
}>;

export const ok: GrpcStatus = { code: status.OK, details: '', trailers: {} };

export const failed = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): GrpcStatus => ({ code, details, trailers });

/** Carries a status out of a handler. */
export class CallFailed extends Error {
  constructor(readonly status: GrpcStatus) {
    super(status.details);
    this.name = 'CallFailed';
  }
}
