import { UUID } from 'bson';
import type { Doc } from '../bson/document.js';
import { equal, orderKey } from '../bson/order.js';
import { ownBytes } from '../bson/own-bytes.js';
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { keyValuesAtPath } from '../query/path.js';
import { sameDefinition, sameKey, type IndexSpecification } from './index-specification.js';
import { Index, type Slot } from './index.js';

const idIndex: IndexSpecification = {
  name: '_id_',
  key: { _id: 1 },
  unique: false,
  sparse: false,
  hidden: false,
};

/** One collection: its documents in the order of insertion and its indexes. Documents are replaced, never changed. */
export class Collection {
  readonly uuid = new UUID();
  readonly indexes = new Map<string, Index>();
  private readonly ids = new Map<string, Slot>();
  private nextSequence = 0;

  constructor(public namespace: string) {
    this.indexes.set(idIndex.name, new Index(idIndex, () => true));
  }

  get size(): number {
    return this.ids.size;
  }

  slots(): IterableIterator<Slot> {
    return this.ids.values();
  }

  /** By the order key of an `_id`. */
  byId(key: string): Slot | undefined {
    return this.ids.get(key);
  }

  /** @throws CommandError DuplicateKey; then nothing has changed. */
  insert(doc: Doc): void {
    const id = orderKey(doc['_id']);
    if (this.ids.has(id)) throw this.duplicate(this.indexes.get(idIndex.name)!, doc);
    const slot: Slot = { sequence: this.nextSequence++, doc };
    const changes = [...this.indexes.values()].map((index) => ({ index, keys: index.keysOf(doc) }));
    for (const { index, keys } of changes) {
      if (index.conflict(keys.keys, undefined) !== undefined) throw this.duplicate(index, doc);
    }
    for (const { index, keys } of changes) index.add(slot, keys);
    ownBytes(doc);
    this.ids.set(id, slot);
  }

  /** Puts a new version with the same `_id` in place. @throws CommandError DuplicateKey; then nothing has changed. */
  replace(slot: Slot, doc: Doc): void {
    const changes = [...this.indexes.values()].flatMap((index) => {
      const before = index.keysOf(slot.doc);
      const after = index.keysOf(doc);
      return sameKeys(before.keys, after.keys) ? [] : [{ index, before, after }];
    });
    for (const { index, after } of changes) {
      if (index.conflict(after.keys, slot) !== undefined) throw this.duplicate(index, doc);
    }
    for (const { index, before, after } of changes) {
      index.remove(slot, before);
      index.add(slot, after);
    }
    ownBytes(doc);
    slot.doc = doc;
  }

  remove(slot: Slot): void {
    for (const index of this.indexes.values()) index.remove(slot, index.keysOf(slot.doc));
    this.ids.delete(orderKey(slot.doc['_id']));
  }

  /** Builds an index. False if the same index was there. @throws CommandError on a conflict of names, options or keys. */
  createIndex(specification: IndexSpecification): boolean {
    if (this.hasIndex(specification)) return false;
    const { partialFilterExpression } = specification;
    const covers =
      partialFilterExpression === undefined ? () => true : compileFilter(partialFilterExpression);
    const index = new Index(specification, covers);
    for (const slot of this.ids.values()) {
      const keys = index.keysOf(slot.doc);
      if (index.conflict(keys.keys, undefined) !== undefined) throw this.duplicate(index, slot.doc);
      index.add(slot, keys);
    }
    this.indexes.set(specification.name, index);
    return true;
  }

  private hasIndex(wanted: IndexSpecification): boolean {
    if (equal(wanted.key, idIndex.key)) return true;
    const named = this.indexes.get(wanted.name)?.specification;
    if (named !== undefined) {
      if (sameDefinition(named, wanted)) return true;
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${wanted.name}`,
      );
    }
    for (const { specification } of this.indexes.values()) {
      if (!sameKey(specification, wanted)) continue;
      const samePartial = equal(
        specification.partialFilterExpression ?? null,
        wanted.partialFilterExpression ?? null,
      );
      if (!samePartial) continue;
      throw new CommandError(
        'IndexOptionsConflict',
        sameDefinition(specification, wanted)
          ? `Index already exists with a different name: ${specification.name}`
          : `An equivalent index already exists with the same name but different options. Requested index: ${wanted.name}, existing index: ${specification.name}`,
      );
    }
    return false;
  }

  private duplicate(index: Index, doc: Doc): CommandError {
    const { name, key } = index.specification;
    const keyValue = Object.fromEntries(
      index.fields.map(({ path, parts }) => [path, keyValuesAtPath(doc, parts).values[0] ?? null]),
    );
    const shown = Object.entries(keyValue)
      .map(([path, value]) => `${path}: ${show(value)}`)
      .join(', ');
    return new CommandError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${this.namespace} index: ${name} dup key: { ${shown} }`,
      { keyPattern: key, keyValue },
    );
  }
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, i) => key === b[i]);

const show = (value: unknown): string => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'ObjectId') {
    return `ObjectId('${String(value)}')`;
  }
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
};
