import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';

import { type GrpcStatus, isUnexpected, statusOf } from './status.js';

type StreamingCall = ServerWritableStream<never, Buffer> | ServerDuplexStream<never, Buffer>;

/**
 * Every open streaming call, so that a stop can fail them all: a client takes a stream that ends without an
 * error for complete, and waits for ever on a pending batch append.
 */
export class OpenCalls {
  private readonly open = new Map<OpenCall, true>();

  constructor(private readonly report: (error: unknown) => void) {}

  /** Registers a call until it is closed, cancelled or failed. */
  add(call: unknown): OpenCall {
    const opened = new OpenCall(call as StreamingCall, this.report, () => this.open.delete(opened));
    this.open.set(opened, true);
    return opened;
  }

  failAll(status: GrpcStatus): void {
    for (const call of [...this.open.keys()]) call.fail(status);
  }
}

/** One streaming call: writes that respect flow control, and exactly one end. */
export class OpenCall {
  private readonly controller = new AbortController();
  private finished = false;

  constructor(
    private readonly call: StreamingCall,
    private readonly report: (error: unknown) => void,
    private readonly forget: () => void,
  ) {
    call.on('cancelled', () => this.finish());
    call.on('close', () => this.finish());
  }

  /** Fires when the client has gone or the call has ended. */
  get aborted(): AbortSignal {
    return this.controller.signal;
  }

  /** Sends one message; resolves when the transport takes more. */
  write(message: Buffer): Promise<void> | undefined {
    if (this.finished || this.call.write(message)) return undefined;
    return new Promise((resolve) => {
      const resume = () => {
        this.call.removeListener('drain', resume);
        this.aborted.removeEventListener('abort', resume);
        resolve();
      };
      this.call.once('drain', resume);
      this.aborted.addEventListener('abort', resume, { once: true });
    });
  }

  /** Sends one message without regard to flow control: for answers, which are small and one per request. */
  answer(message: Buffer): void {
    if (!this.finished) this.call.write(message);
  }

  end(): void {
    if (this.finish()) this.call.end();
  }

  fail(status: GrpcStatus): void {
    if (this.finish()) this.call.emit('error', status);
  }

  /** Ends the call with the status that the exception stands for. */
  failWith(error: unknown): void {
    if (isUnexpected(error)) this.report(error);
    this.fail(statusOf(error));
  }

  private finish(): boolean {
    if (this.finished) return false;
    this.finished = true;
    this.controller.abort();
    this.forget();
    return true;
  }
}
