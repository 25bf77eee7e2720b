import { UUID } from 'bson';
import { decodeDocument } from '../bson/decode.js';
import { type Doc, fieldName } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { endOf, equal, orderKey, unsigned32 } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { Index, placeKey, placeOf } from './index.js';
import {
  describeIndex,
  type IndexSpecification,
  readIndexSpecification,
  sameDefinition,
  sameKey,
} from './index-specification.js';
import type { QueryCounters } from './query-counters.js';
import type { Direction } from './sorted-map.js';
import type { Store } from './store.js';

const idSpecification: IndexSpecification = {
  name: '_id_',
  key: { _id: 1 },
  unique: true,
  sparse: false,
  hidden: false,
};

/** A document, its place in the order of insertion, and its bytes. It is replaced, never changed. */
export type Stored = Readonly<{ sequence: number; doc: Doc; bytes: Uint8Array }>;

/** What is kept of a collection beside its documents and index keys. */
type CollectionRecord = {
  namespace: string;
  uuid: string;
  size: number;
  nextSequence: number;
  nextIndexId: number;
  indexes: { id: number; specification: Doc; multikeyPaths: string[] }[];
};

const COLLECTIONS = 'collections/';
const DOCUMENTS = 0;
const ID_INDEX = 1;

/** What all keys of a collection begin with. */
export const collectionPrefix = (id: number): string => `data/${unsigned32(id)}`;
export const recordRange = [COLLECTIONS, endOf(COLLECTIONS)] as const;
export const recordKey = (id: number): string => COLLECTIONS + unsigned32(id);

/** One collection: its documents in the order of insertion, and its indexes. */
export class Collection {
  readonly indexes = new Map<string, Index>();
  private readonly indexIds = new Map<Index, number>();
  private readonly documents: string;
  private nextSequence = 1;
  private nextIndexId = ID_INDEX + 1;
  private count = 0;

  private constructor(
    private readonly store: Store,
    readonly id: number,
    public namespace: string,
    readonly uuid: UUID,
    /** Told when what is kept beside the documents has changed. */
    private readonly onChange: (collection: Collection) => void,
  ) {
    this.documents = this.treePrefix(DOCUMENTS);
  }

  get counters(): QueryCounters {
    return this.store.counters;
  }

  static create(
    store: Store,
    id: number,
    namespace: string,
    onChange: (collection: Collection) => void,
  ): Collection {
    const collection = new Collection(store, id, namespace, new UUID(), onChange);
    collection.openIndex(ID_INDEX, idSpecification, []);
    onChange(collection);
    return collection;
  }

  static read(
    store: Store,
    id: number,
    bytes: Uint8Array,
    onChange: (collection: Collection) => void,
  ): Collection {
    const record = decodeDocument(bytes) as unknown as CollectionRecord;
    const collection = new Collection(store, id, record.namespace, new UUID(record.uuid), onChange);
    collection.count = Number(record.size);
    collection.nextSequence = Number(record.nextSequence);
    collection.nextIndexId = Number(record.nextIndexId);
    for (const { id: indexId, specification, multikeyPaths } of record.indexes) {
      const read = indexId === ID_INDEX ? idSpecification : readIndexSpecification(specification);
      collection.openIndex(indexId, read, multikeyPaths);
    }
    return collection;
  }

  /** What {@link Collection.read} takes. */
  write(): Uint8Array {
    const record: CollectionRecord = {
      namespace: this.namespace,
      uuid: this.uuid.toHexString(),
      size: this.count,
      nextSequence: this.nextSequence,
      nextIndexId: this.nextIndexId,
      indexes: [...this.indexes.values()].map((index) => ({
        id: this.indexIds.get(index)!,
        specification: describeIndex(index.specification),
        multikeyPaths: [...index.multikeyPaths],
      })),
    };
    return encodeDocument(record);
  }

  private treePrefix(tree: number): string {
    return collectionPrefix(this.id) + unsigned32(tree);
  }

  private openIndex(id: number, specification: IndexSpecification, multikeyPaths: readonly string[]): Index {
    const index = new Index(this.store, this.treePrefix(id), specification, new Set(multikeyPaths));
    this.indexes.set(specification.name, index);
    this.indexIds.set(index, id);
    return index;
  }

  get idIndex(): Index {
    return this.indexes.get(idSpecification.name)!;
  }

  get size(): number {
    return this.count;
  }

  /** The places of all documents, in the order of insertion or against it. */
  *places(direction: Direction): Generator<number, void, undefined> {
    for (const { key } of this.store.range(this.documents, endOf(this.documents), direction))
      yield placeOf(key);
  }

  get(sequence: number): Stored | undefined {
    const bytes = this.store.get(this.documents + placeKey(sequence));
    return bytes === undefined ? undefined : { sequence, doc: decodeDocument(bytes), bytes };
  }

  /** @throws CommandError DuplicateKey; then nothing has changed. */
  insert(doc: Doc, bytes: Uint8Array): void {
    const changes = [...this.indexes.values()].map((index) => ({ index, found: index.keysOf(doc) }));
    for (const { index, found } of changes) this.checkUnique(index, found.keys, undefined, doc);
    const sequence = this.nextSequence++;
    for (const { index, found } of changes) index.add(sequence, found);
    this.store.put(this.documents + placeKey(sequence), bytes);
    this.count++;
    this.onChange(this);
  }

  /** Puts a new version with the same `_id` in place. @throws CommandError DuplicateKey; then nothing has changed. */
  replace({ sequence, doc: before }: Stored, doc: Doc, bytes: Uint8Array): void {
    const changes = [...this.indexes.values()].flatMap((index) => {
      const removed = index.keysOf(before).keys;
      const found = index.keysOf(doc);
      return sameKeys(removed, found.keys) ? [] : [{ index, removed, found }];
    });
    for (const { index, found } of changes) this.checkUnique(index, found.keys, sequence, doc);
    for (const { index, removed, found } of changes) {
      index.remove(sequence, removed);
      if (index.add(sequence, found)) this.onChange(this);
    }
    this.store.put(this.documents + placeKey(sequence), bytes);
  }

  remove({ sequence, doc }: Stored): void {
    for (const index of this.indexes.values()) index.remove(sequence, index.keysOf(doc).keys);
    this.store.remove(this.documents + placeKey(sequence));
    this.count--;
    this.onChange(this);
  }

  private checkUnique(index: Index, keys: readonly string[], own: number | undefined, doc: Doc): void {
    const taken = index.conflict(keys, own);
    if (taken !== undefined) throw this.duplicate(index, index.valuesOf(doc, taken));
  }

  /**
   * Builds an index. False if the same index was there. `check` is called now and then and may give up.
   * @throws CommandError on a conflict of names, options or keys; then nothing has changed.
   */
  createIndex(specification: IndexSpecification, check: () => void): boolean {
    if (this.hasIndex(specification)) return false;
    const index = this.openIndex(this.nextIndexId++, specification, []);
    try {
      for (const sequence of this.places(1)) {
        check();
        const { doc } = this.get(sequence)!;
        const found = index.keysOf(doc);
        this.checkUnique(index, found.keys, undefined, doc);
        index.add(sequence, found);
      }
    } catch (error) {
      this.dropIndex(specification.name);
      throw error;
    }
    this.onChange(this);
    return true;
  }

  /** @returns what the keys of the index begin with, which are nobody's now; undefined if there was none */
  dropIndex(name: string): string | undefined {
    const index = this.indexes.get(name);
    if (index === undefined) return undefined;
    this.indexes.delete(name);
    this.indexIds.delete(index);
    this.onDroppedKeys(index.prefix);
    this.onChange(this);
    return index.prefix;
  }

  /** Set by the catalog: keys that begin so are nobody's from now on. */
  onDroppedKeys: (prefix: string) => void = () => undefined;

  private hasIndex(wanted: IndexSpecification): boolean {
    if (equal(wanted.key, idSpecification.key)) return true;
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

  private duplicate(index: Index, keyValue: Doc): CommandError {
    const { name, key } = index.specification;
    const shown = Object.entries(keyValue)
      .map(([path, value]) => `${fieldName(path)}: ${show(value)}`)
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
  return orderKey(value).length > 1000
    ? '(too long to show)'
    : JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
};
