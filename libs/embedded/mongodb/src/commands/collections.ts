import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { equal } from '../bson/order.js';
import { CommandError, typeMismatch } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { checkNamespace, readNamespace } from '../storage/catalog.js';
import type { Collection } from '../storage/collection.js';
import { describeIndex } from '../storage/index-specification.js';
import { boolField, collectionNameOf, type Command, databaseOf, docField } from './command.js';
import { batchSizeOf } from './indexes.js';

export const create: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'create');
  const database = databaseOf(command);
  checkNamespace(database, name);
  if (catalog.find(database, name) === undefined) catalog.ensure(database, name);
  return {};
};

export const drop: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'drop');
  const database = databaseOf(command);
  const collection = catalog.find(database, name);
  if (collection === undefined) return {};
  catalog.drop(database, name);
  return { nIndexesWas: collection.indexes.size, ns: `${database}.${name}` };
};

export const dropDatabase: Command = (command, { catalog }) => {
  const database = databaseOf(command);
  return catalog.dropDatabase(database) ? { dropped: database } : {};
};

const describe = (collection: Collection, name: string): Doc => ({
  name,
  type: 'collection',
  options: {},
  info: { readOnly: false, uuid: collection.uuid },
  idIndex: describeIndex(collection.indexes.get('_id_')!.specification),
});

export const listCollections: Command = (command, { catalog, cursors }) => {
  const database = databaseOf(command);
  const nameOnly = boolField(command, 'nameOnly', false);
  const matches = compileFilter(docField(command, 'filter') ?? {});
  const docs = catalog
    .collections(database)
    .map((collection) => describe(collection, collection.namespace.slice(database.length + 1)))
    .filter(matches)
    .map((doc) => (nameOnly ? { name: doc['name'], type: doc['type'] } : doc));
  return {
    cursor: cursors.start({
      namespace: `${database}.$cmd.listCollections`,
      docs: docs.map(encodeDocument),
      batchSize: batchSizeOf(docField(command, 'cursor')),
    }),
  };
};

export const listDatabases: Command = (command, { catalog }) => {
  adminOnly(command);
  const matches = compileFilter(docField(command, 'filter') ?? {});
  const databases = catalog
    .names()
    .map((name): Doc => ({ name, sizeOnDisk: 0n, empty: false }))
    .filter(matches);
  if (boolField(command, 'nameOnly', false)) return { databases: databases.map(({ name }) => ({ name })) };
  return { databases, totalSize: 0n, totalSizeMb: 0n };
};

export const adminOnly = (command: Doc): void => {
  if (databaseOf(command) !== 'admin') {
    throw new CommandError(
      'Unauthorized',
      `${Object.keys(command)[0]} may only be run against the admin database.`,
    );
  }
};

export const renameCollection: Command = (command, { catalog }) => {
  adminOnly(command);
  const source = command['renameCollection'];
  const target = command['to'] as string;
  if (typeof source !== 'string') {
    throw typeMismatch(
      "BSON field 'renameCollection.renameCollection' is the wrong type, expected type 'string'",
    );
  }
  const from = readNamespace(source);
  const to = readNamespace(target);
  checkNamespace(to.database, to.collection);
  const collection = catalog.find(from.database, from.collection);
  if (collection === undefined) {
    throw new CommandError('NamespaceNotFound', `Source collection ${source} does not exist`);
  }
  if (equal(source, target))
    throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
  if (catalog.find(to.database, to.collection) !== undefined && !boolField(command, 'dropTarget', false)) {
    throw new CommandError('NamespaceExists', 'target namespace exists');
  }
  catalog.rename(collection, from, to);
  return {};
};

const statistics = (collections: readonly Collection[]): Doc => ({
  collections: collections.length,
  objects: collections.reduce((sum, { size }) => sum + size, 0),
  indexes: collections.reduce((sum, { indexes }) => sum + indexes.size, 0),
});

export const dbStats: Command = (command, { catalog }) => {
  const db = databaseOf(command);
  return { db, views: 0, ...statistics(catalog.collections(db)) };
};
