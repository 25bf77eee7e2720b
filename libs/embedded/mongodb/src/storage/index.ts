import { type Doc } from '../bson/document.js';
import { endOf, unsigned32 } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { pathParts, someAtPath } from '../query/path.js';
import { MAX_KEY_BYTES } from './disk.js';
import { type DocumentKeys, documentKeys, encodeKey, type KeyField, keyValues } from './index-keys.js';
import type { IndexSpecification } from './index-specification.js';
import type { Direction } from './sorted-map.js';
import type { Store } from './store.js';

const PLACE_BYTES = 6;

/** The place of a document in the order of insertion, as the end of a key. */
export const placeKey = (sequence: number): string =>
  String.fromCharCode(Math.floor(sequence / 2 ** 40) & 0xff, Math.floor(sequence / 2 ** 32) & 0xff) +
  unsigned32(sequence);

export const placeOf = (key: string): number => {
  let sequence = 0;
  for (let i = key.length - PLACE_BYTES; i < key.length; i++) sequence = sequence * 256 + key.charCodeAt(i);
  return sequence;
};

const nothing: DocumentKeys = { keys: [], arrays: [] };
const EMPTY = new Uint8Array();

/** One index of a collection: in the store, the order keys of its fields, each with the place of its document. */
export class Index {
  readonly fields: readonly KeyField[];
  private readonly covers: (doc: Doc) => boolean;

  constructor(
    private readonly store: Store,
    /** What all its keys in the store begin with. */
    readonly prefix: string,
    readonly specification: IndexSpecification,
    /** The fields whose way has led through an array. One that is in stays in, as in MongoDB. */
    readonly multikeyPaths: Set<string>,
  ) {
    this.fields = Object.entries(specification.key).map(([path, direction]) => ({
      path,
      parts: pathParts(path),
      direction,
    }));
    const { partialFilterExpression } = specification;
    this.covers = partialFilterExpression === undefined ? () => true : compileFilter(partialFilterExpression);
  }

  /** The keys of a document. @throws CommandError CannotIndexParallelArrays, KeyTooLong */
  keysOf(doc: Doc): DocumentKeys {
    if (!this.covers(doc)) return nothing;
    if (this.specification.sparse && !this.fields.some(({ parts }) => hasPath(doc, parts))) return nothing;
    const found = documentKeys(doc, this.fields);
    const long = found.keys.find(({ length }) => length > MAX_KEY_BYTES);
    if (long !== undefined) {
      throw new CommandError(
        'KeyTooLong',
        `a key of ${long.length} bytes for the index ${this.specification.name}; at most ${MAX_KEY_BYTES} are taken`,
      );
    }
    return found;
  }

  /** The first key that another document already holds in a unique index. */
  conflict(keys: readonly string[], own: number | undefined): string | undefined {
    if (!this.specification.unique) return undefined;
    return keys.find((key) => {
      for (const sequence of this.places(key, endOf(key), 1)) if (sequence !== own) return true;
      return false;
    });
  }

  /** The values behind one key of a document, by field. */
  valuesOf(doc: Doc, key: string): Doc {
    const values = keyValues(doc, this.fields).find((each) => encodeKey(each, this.fields) === key);
    return Object.fromEntries(this.fields.map(({ path }, i) => [path, values?.[i] ?? null]));
  }

  /** @returns whether a field has led through an array for the first time */
  add(sequence: number, { keys, arrays }: DocumentKeys): boolean {
    for (const key of keys) this.store.put(this.prefix + key + placeKey(sequence), EMPTY);
    const before = this.multikeyPaths.size;
    for (const path of arrays) this.multikeyPaths.add(path);
    return this.multikeyPaths.size > before;
  }

  remove(sequence: number, keys: readonly string[]): void {
    for (const key of keys) this.store.remove(this.prefix + key + placeKey(sequence));
  }

  /** The places of the documents with a key in a range, in order or against it. */
  *places(from: string, to: string, direction: Direction): Generator<number, void, undefined> {
    for (const { key } of this.store.range(this.prefix + from, this.prefix + to, direction))
      yield placeOf(key);
  }

  /** How many keys lie in a range, but no more than `limit`. */
  count(from: string, to: string, limit: number): number {
    return this.store.count(this.prefix + from, this.prefix + to, limit);
  }
}

const hasPath = (doc: Doc, parts: readonly string[]): boolean =>
  someAtPath(doc, parts, (value) => value !== undefined);
