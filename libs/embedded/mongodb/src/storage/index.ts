import { type Doc } from '../bson/document.js';
import { endOf, invert, orderKey } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { keyValuesAtPath, pathParts, someAtPath } from '../query/path.js';
import type { IndexSpecification } from './index-specification.js';
import { SortedMap } from './sorted-map.js';

/** A stored document and its place in the order of insertion. `doc` is replaced, never changed. */
export type Slot = { readonly sequence: number; doc: Doc };

const place = (sequence: number): string =>
  String.fromCharCode(Math.floor(sequence / 0x8000_0000), (sequence >>> 16) & 0x7fff, sequence & 0xffff);

/** What one document adds to an index: its keys, and the fields whose values are arrays. */
export type IndexKeys = Readonly<{ keys: readonly string[]; arrays: readonly string[] }>;

/** One index of a collection: order keys of its fields, followed by the slot's place so that no two are equal. */
export class Index {
  readonly entries = new SortedMap<Slot>();
  readonly fields: readonly Readonly<{ path: string; parts: readonly string[]; direction: 1 | -1 }>[];
  /** The fields that have held an array. Once set it stays, as in MongoDB. */
  readonly multikeyPaths = new Set<string>();

  constructor(
    readonly specification: IndexSpecification,
    /** Whether a document belongs into the index; for partial indexes. */
    private readonly covers: (doc: Doc) => boolean,
  ) {
    this.fields = Object.entries(specification.key).map(([path, direction]) => ({
      path,
      parts: pathParts(path),
      direction,
    }));
  }

  /** The keys of a document, without the place. */
  keysOf(doc: Doc): IndexKeys {
    if (!this.covers(doc)) return nothing;
    let keys = [''];
    const arrays: string[] = [];
    let present = !this.specification.sparse;
    for (const { path, parts, direction } of this.fields) {
      const { values, throughArray } = keyValuesAtPath(doc, parts);
      present ||= hasPath(doc, parts);
      if (throughArray) {
        refuseParallel(arrays, path);
        arrays.push(path);
      }
      if (values.length === 1) {
        const key = directed(values[0], direction);
        for (let i = 0; i < keys.length; i++) keys[i] += key;
      } else {
        const component = [...new Set(values.map((value) => directed(value, direction)))];
        keys = keys.flatMap((key) => component.map((k) => key + k));
      }
    }
    return present ? { keys, arrays } : nothing;
  }

  /** The first key that another slot already holds in a unique index. */
  conflict(keys: readonly string[], own: Slot | undefined): string | undefined {
    if (!this.specification.unique) return undefined;
    return keys.find((key) => {
      for (const slot of this.entries.range(key, endOf(key), 1)) if (slot !== own) return true;
      return false;
    });
  }

  add(slot: Slot, { keys, arrays }: IndexKeys): void {
    for (const key of keys) this.entries.set(key + place(slot.sequence), slot);
    for (const path of arrays) this.multikeyPaths.add(path);
  }

  remove(slot: Slot, { keys }: IndexKeys): void {
    for (const key of keys) this.entries.delete(key + place(slot.sequence));
  }
}

const nothing: IndexKeys = { keys: [], arrays: [] };

const directed = (value: unknown, direction: 1 | -1): string =>
  direction === 1 ? orderKey(value) : invert(orderKey(value));

const top = (path: string): string => path.slice(0, `${path}.`.indexOf('.'));

/** Two arrays that are not inside each other would need every pair of their elements. */
const refuseParallel = (arrays: readonly string[], path: string): void => {
  const other = arrays.find((array) => top(array) !== top(path));
  if (other === undefined) return;
  throw new CommandError(
    'CannotIndexParallelArrays',
    `cannot index parallel arrays [${top(path)}] [${top(other)}]`,
  );
};

const hasPath = (doc: Doc, parts: readonly string[]): boolean =>
  someAtPath(doc, parts, (value) => value !== undefined);
