import { CommandError } from '../errors.js';
import { Collection, collectionPrefix, recordKey, recordRange } from './collection.js';
import type { QueryCounters } from './query-counters.js';
import type { Store } from './store.js';

const GARBAGE = 'garbage/';
const garbageRange = [GARBAGE, 'garbage0'] as const;
/** So that a drop of much does not hold the process up. */
const CLEARED_AT_A_TIME = 2000;

const idOf = (key: string): number => {
  let id = 0;
  for (let i = key.length - 4; i < key.length; i++) id = id * 256 + key.charCodeAt(i);
  return id;
};

/** All databases with their collections, and what is kept of them in the store. A database is there while it has a collection. */
export class Catalog {
  private readonly databases = new Map<string, Map<string, Collection>>();
  private readonly changed = new Set<Collection>();
  private nextId = 1;

  /** Reads what the store holds. */
  constructor(private readonly store: Store) {
    for (const { key, value } of store.range(...recordRange, 1)) {
      const id = idOf(key);
      const collection = Collection.read(store, id, value, (each) => this.changed.add(each));
      this.nextId = Math.max(this.nextId, id + 1);
      this.place(collection, readNamespace(collection.namespace));
    }
    for (const { key } of store.range(...garbageRange, 1)) {
      const prefix = key.slice(GARBAGE.length);
      const { length } = collectionPrefix(0);
      this.nextId = Math.max(this.nextId, idOf(prefix.slice(0, length)) + 1);
    }
  }

  get counters(): QueryCounters {
    return this.store.counters;
  }

  names(): readonly string[] {
    return [...this.databases.keys()];
  }

  collections(database: string): readonly Collection[] {
    return [...(this.databases.get(database)?.values() ?? [])];
  }

  find(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name);
  }

  /** The collection, made if it is not there. @throws CommandError InvalidNamespace, DatabaseDifferCase */
  ensure(database: string, name: string): Collection {
    const known = this.find(database, name);
    if (known !== undefined) return known;
    this.check({ database, collection: name });
    const collection = Collection.create(this.store, this.nextId++, `${database}.${name}`, (each) =>
      this.changed.add(each),
    );
    this.place(collection, { database, collection: name });
    return collection;
  }

  drop(database: string, name: string): boolean {
    const collection = this.detach({ database, collection: name });
    if (collection === undefined) return false;
    this.changed.delete(collection);
    this.store.remove(recordKey(collection.id));
    this.discard(collectionPrefix(collection.id));
    return true;
  }

  dropDatabase(database: string): boolean {
    const names = [...(this.databases.get(database)?.keys() ?? [])];
    for (const name of names) this.drop(database, name);
    return names.length > 0;
  }

  /** Gives a collection its new name; what had that name is gone. @throws CommandError InvalidNamespace */
  rename(collection: Collection, from: Namespace, to: Namespace): void {
    this.check(to);
    this.drop(to.database, to.collection);
    this.detach(from);
    collection.namespace = `${to.database}.${to.collection}`;
    this.place(collection, to);
    this.changed.add(collection);
  }

  *all(): Generator<Collection> {
    for (const collections of this.databases.values()) yield* collections.values();
  }

  /** Writes what has changed beside the documents, and clears away a part of what was dropped; before a flush. */
  settle(): void {
    for (const collection of this.changed) this.store.put(recordKey(collection.id), collection.write());
    this.changed.clear();
    for (const { key } of this.store.range(...garbageRange, 1)) {
      if (this.store.clear(key.slice(GARBAGE.length), CLEARED_AT_A_TIME)) return;
      this.store.remove(key);
    }
  }

  private check({ database, collection }: Namespace): void {
    checkNamespace(database, collection);
    const lower = database.toLowerCase();
    const other = this.names().find((name) => name !== database && name.toLowerCase() === lower);
    if (other !== undefined) {
      throw new CommandError(
        'DatabaseDifferCase',
        `db already exists with different case already have: [${other}] trying to create [${database}]`,
      );
    }
  }

  private place(collection: Collection, { database, collection: name }: Namespace): void {
    collection.onDroppedKeys = (prefix) => this.discard(prefix);
    const collections = this.databases.get(database) ?? new Map<string, Collection>();
    collections.set(name, collection);
    this.databases.set(database, collections);
  }

  private detach({ database, collection: name }: Namespace): Collection | undefined {
    const collections = this.databases.get(database);
    const collection = collections?.get(name);
    collections?.delete(name);
    if (collections?.size === 0) this.databases.delete(database);
    return collection;
  }

  /** Ids are never given twice, so what begins so is found by nobody and can go in its own time. */
  private discard(prefix: string): void {
    this.store.put(GARBAGE + prefix, new Uint8Array());
  }
}

export type Namespace = Readonly<{ database: string; collection: string }>;

/** `db.some.collection` in its two parts. */
export const readNamespace = (text: string): Namespace => {
  const dot = text.indexOf('.');
  if (dot <= 0 || dot === text.length - 1) {
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${text}'`);
  }
  return { database: text.slice(0, dot), collection: text.slice(dot + 1) };
};

export const checkNamespace = (database: string, collection: string): void => {
  const wrong =
    collection === '' ||
    collection.startsWith('.') ||
    collection.endsWith('.') ||
    collection.includes('$') ||
    collection.includes('\u0000') ||
    /[/\\. "$\u0000]/.test(database) ||
    database === '' ||
    Buffer.byteLength(database) > 63 ||
    Buffer.byteLength(`${database}.${collection}`) > 255;
  if (wrong) {
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${database}.${collection}'`);
  }
  if (collection.startsWith('system.')) {
    throw new CommandError('InvalidNamespace', `cannot write to '${database}.${collection}'`);
  }
};
