import { randomBytes } from 'node:crypto';
import type { Doc } from './bson/document.js';
import { EncodedArray } from './bson/encode.js';
import { CommandError } from './errors.js';
import { TimeBudget } from './query/time-budget.js';

const FIRST_BATCH = 101;
/** A batch may fill a document of 16 MiB; the rest of the reply needs a little. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024;
const IDLE_MS = 10 * 60 * 1000;
/** So many are open at a time; the one that was used longest ago makes room for the next. */
const MAX_OPEN = 10_000;

/** A result may be a little larger than what can be stored. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024 + 16 * 1024;

type Cursor = {
  readonly namespace: string;
  readonly docs: Iterator<Uint8Array>;
  readonly budget: TimeBudget;
  /** Read ahead, but did not fit into the last batch. */
  pending: Uint8Array | undefined;
  lastUsed: number;
  readonly neverExpires: boolean;
};

type Opening = Readonly<{
  namespace: string;
  /** Encoded; read batch by batch. */
  docs: Iterable<Uint8Array>;
  budget?: TimeBudget;
  batchSize?: number | undefined;
  singleBatch?: boolean;
  neverExpires?: boolean;
}>;

/** The open cursors of the server. */
export class Cursors {
  /** The one that was used longest ago is the first. */
  private readonly open = new Map<bigint, Cursor>();

  constructor(private readonly now: () => number) {}

  get size(): number {
    return this.open.size;
  }

  /** The `cursor` field of the reply that opens a cursor. */
  start({ namespace, docs, budget, batchSize, singleBatch = false, neverExpires = false }: Opening): Doc {
    const cursor: Cursor = {
      namespace,
      docs: docs[Symbol.iterator](),
      budget: budget ?? new TimeBudget(0),
      pending: undefined,
      lastUsed: this.now(),
      neverExpires,
    };
    const { batch, exhausted } = takeBatch(cursor, batchSize ?? FIRST_BATCH);
    const id = exhausted || singleBatch ? 0n : newId();
    if (id !== 0n) this.open.set(id, cursor);
    if (this.open.size > MAX_OPEN) {
      const [oldest] = this.open.keys();
      this.open.delete(oldest!);
    }
    return { firstBatch: new EncodedArray(batch), id, ns: namespace };
  }

  /** The `cursor` field of a reply to getMore. @throws CommandError CursorNotFound */
  next(id: bigint, namespace: string, batchSize: number | undefined): Doc {
    const cursor = this.open.get(id);
    if (cursor === undefined) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    // It comes back when it has more, as the one used last; a cursor that fails is closed.
    this.open.delete(id);
    cursor.lastUsed = this.now();
    cursor.budget.start();
    const { batch, exhausted } = takeBatch(cursor, batchSize ?? Infinity);
    if (!exhausted) this.open.set(id, cursor);
    return { nextBatch: new EncodedArray(batch), id: exhausted ? 0n : id, ns: namespace };
  }

  kill(id: bigint, namespace: string): boolean {
    return this.open.get(id)?.namespace === namespace && this.open.delete(id);
  }

  /** Closes what nobody has asked for in ten minutes. */
  expire(): void {
    const oldest = this.now() - IDLE_MS;
    for (const [id, { lastUsed, neverExpires }] of this.open) {
      if (lastUsed < oldest && !neverExpires) this.open.delete(id);
    }
  }
}

const newId = (): bigint => BigInt.asUintN(63, randomBytes(8).readBigUInt64LE()) | 1n;

const takeBatch = (
  cursor: Cursor,
  batchSize: number,
): Readonly<{ batch: readonly Uint8Array[]; exhausted: boolean }> => {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  while (batch.length < batchSize) {
    const next = cursor.pending ?? takeNext(cursor.docs);
    cursor.pending = undefined;
    if (next === undefined) return { batch, exhausted: true };
    if (batch.length > 0 && bytes + next.length > MAX_BATCH_BYTES) {
      cursor.pending = next;
      cursor.budget.pause();
      return { batch, exhausted: false };
    }
    // An array element has a type, its place as text and an end mark besides.
    bytes += next.length + 10;
    batch.push(next);
  }
  cursor.pending = takeNext(cursor.docs);
  cursor.budget.pause();
  return { batch, exhausted: cursor.pending === undefined };
};

const takeNext = (docs: Iterator<Uint8Array>): Uint8Array | undefined => {
  const { value, done } = docs.next();
  if (done) return undefined;
  const bytes = value;
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new CommandError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return bytes;
};
