import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { status } from '@grpc/grpc-js';
import { FRAME_HEADER_BYTES, FrameReader, writeFrameHeader } from './frames.js';
import { responseHeaders, statusHeaders, trailersOnly } from './headers.js';
import { CallFailed, failed, type GrpcStatus, ok } from './status.js';

/** Gets the messages of a call. What either throws or rejects with fails the call. */
export type Receiver = Readonly<{
  message: (bytes: Buffer) => void;
  /** The client sends no more; not called after a cancel. */
  end: () => void | Promise<void>;
}>;

export type CallOptions = Readonly<{
  maxMessageBytes: number;
  /** The status that an exception in a handler turns into. */
  statusOf: (error: unknown) => GrpcStatus;
}>;

/** Node would make an error with a stack for each call that ends. */
const ended = 'The call has ended';

/** So many bytes of messages go to the transport at once, unless the turn of the event loop ends before. */
const WRITE_BYTES = 64 * 1024;

/**
 * One call, whatever its shape: messages in, messages out, and exactly one end.
 * Messages that are written in one turn of the event loop share one write to the transport.
 */
export class Call {
  private readonly reader: FrameReader;
  private readonly controller = new AbortController();
  private readonly deadline: NodeJS.Timeout | undefined;
  private unsent: Buffer[] = [];
  private unsentBytes = 0;
  private finished = false;

  constructor(
    private readonly stream: ServerHttp2Stream,
    readonly headers: IncomingHttpHeaders,
    timeoutMs: number,
    private readonly options: CallOptions,
  ) {
    this.reader = new FrameReader(options.maxMessageBytes, headers['grpc-encoding'] as string | undefined);
    stream.once('close', () => this.finish());
    if (timeoutMs < Infinity) {
      const deadline = failed(status.DEADLINE_EXCEEDED, 'Deadline exceeded');
      this.deadline = setTimeout(() => this.end(deadline), timeoutMs);
    }
  }

  /** Address and port of the client. */
  get peer(): string {
    const { remoteAddress, remotePort } = this.stream.session?.socket ?? {};
    return `${remoteAddress}:${remotePort}`;
  }

  /** Fires when the client has gone or the call has ended. */
  get aborted(): AbortSignal {
    return this.controller.signal;
  }

  /** Starts to take the client's messages. */
  receive({ message, end }: Receiver): void {
    this.stream.on('data', (chunk: Buffer) => {
      if (this.finished) return;
      this.guard(() => {
        for (const bytes of this.reader.push(chunk)) {
          if (!this.finished) message(bytes);
        }
      });
    });
    this.stream.once('end', () => {
      if (this.finished || this.stream.aborted) return;
      this.guard(() => {
        this.reader.end();
        return end();
      });
    });
  }

  /** Sends one message. The promise, if there is one, resolves when the transport takes more. */
  write(message: Buffer): Promise<void> | undefined {
    if (this.finished) return undefined;
    if (this.unsentBytes === 0) process.nextTick(() => this.flush());
    this.unsent.push(message);
    this.unsentBytes += FRAME_HEADER_BYTES + message.length;
    if (this.unsentBytes < WRITE_BYTES || this.flush()) return undefined;
    return new Promise((resolve) => {
      const resume = () => {
        this.stream.removeListener('drain', resume);
        this.aborted.removeEventListener('abort', resume);
        resolve();
      };
      this.stream.once('drain', resume);
      this.aborted.addEventListener('abort', resume, { once: true });
    });
  }

  /** Sends what was written, and then the status. */
  end(reason: GrpcStatus = ok): void {
    if (this.finished) return;
    this.flush();
    this.finish();
    const { stream } = this;
    if (stream.destroyed) return;
    if (stream.headersSent) {
      stream.once('wantTrailers', () => stream.sendTrailers(statusHeaders(reason)));
      stream.end();
    } else {
      stream.respond(trailersOnly(reason), { endStream: true });
    }
  }

  /** Ends the call with the status that the exception stands for. */
  failWith(error: unknown): void {
    this.end(error instanceof CallFailed ? error.status : this.options.statusOf(error));
  }

  private guard(work: () => void | Promise<void>): void {
    try {
      work()?.catch((error: unknown) => this.failWith(error));
    } catch (error) {
      this.failWith(error);
    }
  }

  /** False when the transport has enough for now. */
  private flush(): boolean {
    if (this.unsentBytes === 0 || this.stream.destroyed) return true;
    if (!this.stream.headersSent) this.stream.respond(responseHeaders, { waitForTrailers: true });
    const bytes = Buffer.allocUnsafe(this.unsentBytes);
    let at = 0;
    for (const message of this.unsent) {
      at = writeFrameHeader(bytes, at, message.length);
      at += message.copy(bytes, at);
    }
    this.unsent = [];
    this.unsentBytes = 0;
    return this.stream.write(bytes);
  }

  private finish(): void {
    if (this.finished) return;
    this.finished = true;
    clearTimeout(this.deadline);
    this.controller.abort(ended);
  }
}
