import type { Call, Handler } from '../grpc/transport/index.js';
import { MalformedMessage } from '../protobuf/index.js';
import { type Expected, type ProposedEvent, streamNameFault } from '../store/index.js';
import { MAX_HELD, type WriteContext } from './write-context.js';
import { type BatchChunk, readBatchChunk, sizeOf, toProposedEvent } from './write-requests.js';
import { type BatchFailure, batchFailure, batchSuccess } from './write-responses.js';
import { WriterClosed } from './writer.js';

/** The engine's own limit on a write, in milliseconds. */
const WRITE_TIMEOUT = 2000;
/** Appends of one call that wait for more chunks, and what they may hold together in bytes. */
const MAX_PENDING = 1000;
const MAX_PENDING_BYTES = 4 * MAX_HELD;

type PendingAppend = {
  readonly correlationId: Buffer;
  readonly stream: string;
  readonly expected: Expected;
  /** Only while more chunks are to come: a final write is no longer timed out. */
  readonly timer: NodeJS.Timeout | undefined;
  readonly events: ProposedEvent[];
  /** Of `data` alone, and of everything. */
  size: number;
  held: number;
};

/**
 * `Streams/BatchAppend`: appends cut into chunks, told apart by correlation id. Each one gets exactly one reply
 * that names its stream: the client crashes on a second reply and on one without a name.
 */
export const batchAppend =
  (context: WriteContext): Handler =>
  (call) => {
    const batch = new Batch(context, call);
    call.aborted.addEventListener('abort', () => batch.clear(), { once: true });
    call.receive({ message: (bytes) => batch.take(readBatchChunk(bytes)), end: () => batch.end() });
  };

class Batch {
  private readonly pending = new Map<string, PendingAppend>();
  private pendingBytes = 0;
  private submitted = 0;
  private ended = false;

  constructor(
    private readonly context: WriteContext,
    private readonly call: Call,
  ) {}

  take(chunk: BatchChunk): void {
    const key = chunk.correlationId.toString('latin1');
    const append = this.pending.get(key) ?? this.begin(key, chunk);
    if (append === undefined) return;
    try {
      this.add(append, chunk);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.refuse(key, append, { kind: 'BadRequest', message: error.message });
      return;
    }
    const { maxAppendSize } = this.context;
    if (append.size > maxAppendSize || append.held > MAX_HELD || this.pendingBytes > MAX_PENDING_BYTES) {
      const limit = append.size > maxAppendSize ? maxAppendSize : MAX_HELD;
      this.refuse(key, append, { kind: 'MaximumAppendSizeExceeded', limit });
    } else if (chunk.isFinal) {
      this.forget(key, append);
      this.submit(append);
    }
  }

  /** The client sends no more: the call ends after the last reply. */
  end(): void {
    this.ended = true;
    this.endWhenAnswered();
  }

  clear(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    this.pendingBytes = 0;
  }

  /** A new append; undefined when it is refused, or has no options since it was refused before. */
  private begin(key: string, chunk: BatchChunk): PendingAppend | undefined {
    const { correlationId, options, isFinal, fault } = chunk;
    if (options === undefined) {
      if (fault !== undefined)
        this.reply(batchFailure(correlationId, '', { kind: 'BadRequest', message: fault }));
      return undefined;
    }
    const { stream, expected, deadlineMs } = options;
    const refuse = (failure: BatchFailure) => {
      this.reply(batchFailure(correlationId, stream, failure));
      return undefined;
    };
    const nameFault = streamNameFault(stream);
    if (nameFault !== undefined) return refuse({ kind: 'BadRequest', message: nameFault });
    if (this.pending.size >= MAX_PENDING) {
      return refuse({ kind: 'BadRequest', message: `More than ${MAX_PENDING} appends wait for their end` });
    }
    if (expected === undefined) return refuse({ kind: 'BadRequest', message: 'No expected stream position' });
    const timeout = Math.min((deadlineMs ?? Infinity) - this.context.now(), WRITE_TIMEOUT);
    if (timeout <= 0) return refuse({ kind: 'Timeout' });
    const timer = isFinal
      ? undefined
      : setTimeout(() => this.refuse(key, append, { kind: 'Timeout' }), timeout);
    const append: PendingAppend = { correlationId, stream, expected, timer, events: [], size: 0, held: 0 };
    if (!isFinal) this.pending.set(key, append);
    return append;
  }

  private add(append: PendingAppend, { messages, fault }: BatchChunk): void {
    if (fault !== undefined) throw new MalformedMessage(fault);
    for (const message of messages) {
      const event = toProposedEvent(message);
      if (event === undefined) {
        throw new MalformedMessage('Required Metadata Property Missing: type,content-type');
      }
      append.events.push(event);
      append.size += message.data.length;
      append.held += sizeOf(event);
      this.pendingBytes += sizeOf(event);
    }
  }

  private forget(key: string, append: PendingAppend): void {
    clearTimeout(append.timer);
    this.pending.delete(key);
    this.pendingBytes -= append.held;
  }

  private refuse(key: string, append: PendingAppend, failure: BatchFailure): void {
    this.forget(key, append);
    this.reply(batchFailure(append.correlationId, append.stream, failure));
    this.endWhenAnswered();
  }

  private submit({ correlationId, stream, expected, events }: PendingAppend): void {
    this.submitted++;
    this.context.writer.submit({ kind: 'append', stream, expected, events }).then(
      (outcome) => {
        this.submitted--;
        if (outcome.kind === 'written') this.reply(batchSuccess(correlationId, stream, outcome));
        else if (outcome.kind === 'deleted') {
          this.reply(batchFailure(correlationId, stream, { kind: 'StreamDeleted', stream }));
        } else {
          const { current } = outcome;
          const failure = { kind: 'WrongExpectedVersion', current, expected } as const;
          this.reply(batchFailure(correlationId, stream, failure));
        }
        this.endWhenAnswered();
      },
      (error: unknown) => {
        this.submitted--;
        // Without a writer no append of this call can succeed; of any other failure the rest knows nothing.
        if (error instanceof WriterClosed) return this.call.failWith(error);
        this.context.report(error);
        this.reply(batchFailure(correlationId, stream, { kind: 'Unknown' }));
        this.endWhenAnswered();
      },
    );
  }

  private reply(message: Buffer): void {
    void this.call.write(message);
  }

  private endWhenAnswered(): void {
    if (this.ended && this.submitted === 0 && this.pending.size === 0) this.call.end();
  }
}
