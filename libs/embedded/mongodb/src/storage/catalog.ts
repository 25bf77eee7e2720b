import { CommandError } from '../errors.js';
import { Collection } from './collection.js';

/** All databases with their collections. A database is there while it has a collection. */
export class Catalog {
  private readonly databases = new Map<string, Map<string, Collection>>();

  names(): readonly string[] {
    return [...this.databases.keys()];
  }

  collections(database: string): readonly Collection[] {
    return [...(this.databases.get(database)?.values() ?? [])];
  }

  find(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name);
  }

  /** The collection, made if it is not there. @throws CommandError InvalidNamespace */
  ensure(database: string, name: string): Collection {
    const known = this.find(database, name);
    if (known !== undefined) return known;
    const collection = new Collection(`${database}.${name}`);
    this.install(collection, { database, collection: name });
    return collection;
  }

  drop(database: string, name: string): boolean {
    const collections = this.databases.get(database);
    const dropped = collections?.delete(name) ?? false;
    if (collections?.size === 0) this.databases.delete(database);
    return dropped;
  }

  dropDatabase(database: string): boolean {
    return this.databases.delete(database);
  }

  /** Gives a collection its new name; what had that name is gone. */
  rename(collection: Collection, from: Namespace, to: Namespace): void {
    this.install(collection, to);
    this.drop(from.database, from.collection);
  }

  /** Puts a collection under a name, in the place of what has it. @throws CommandError InvalidNamespace */
  install(collection: Collection, { database, collection: name }: Namespace): void {
    checkNamespace(database, name);
    const collections = this.databases.get(database) ?? new Map<string, Collection>();
    collections.set(name, collection);
    this.databases.set(database, collections);
    collection.namespace = `${database}.${name}`;
  }

  *all(): Generator<Collection> {
    for (const collections of this.databases.values()) yield* collections.values();
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
