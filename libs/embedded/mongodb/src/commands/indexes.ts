import { isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { equal } from '../bson/order.js';
import { CommandError, typeMismatch } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import { describeIndex, readIndexSpecification } from '../storage/index-specification.js';
import {
  arrayField,
  budgetOf,
  collectionNameOf,
  type Command,
  type CommandContext,
  countField,
  databaseOf,
  docField,
} from './command.js';

const MAX_INDEXES = 64;

export const namespaceNotFound = (database: string, name: string): CommandError =>
  new CommandError('NamespaceNotFound', `ns does not exist: ${database}.${name}`);

const existing = ({ catalog }: CommandContext, database: string, name: string): Collection => {
  const collection = catalog.find(database, name);
  if (collection === undefined) throw namespaceNotFound(database, name);
  return collection;
};

export const createIndexes: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'createIndexes');
  const database = databaseOf(command);
  const specifications = arrayField(command, 'indexes').map(readIndexSpecification);
  if (specifications.length === 0)
    throw new CommandError('BadValue', 'Must specify at least one index to create');
  const createdCollectionAutomatically = catalog.find(database, name) === undefined;
  const collection = catalog.ensure(database, name);
  const numIndexesBefore = collection.indexes.size;
  const created: string[] = [];
  const budget = budgetOf(command);
  try {
    for (const specification of specifications) {
      if (collection.createIndex(specification, () => budget.step())) created.push(specification.name);
      if (collection.indexes.size > MAX_INDEXES) {
        throw new CommandError(
          'CannotCreateIndex',
          `add index fails, too many indexes for ${collection.namespace}`,
        );
      }
    }
  } catch (error) {
    for (const index of created) collection.dropIndex(index);
    if (createdCollectionAutomatically) catalog.drop(database, name);
    throw error;
  }
  return {
    numIndexesBefore,
    numIndexesAfter: collection.indexes.size,
    createdCollectionAutomatically,
    ...(created.length === 0 && { note: 'all indexes already exist' }),
  };
};

export const listIndexes: Command = (command, context) => {
  const name = collectionNameOf(command, 'listIndexes');
  const database = databaseOf(command);
  const collection = existing(context, database, name);
  return {
    cursor: context.cursors.start({
      namespace: `${database}.${name}`,
      docs: [...collection.indexes.values()].map(({ specification }) =>
        encodeDocument(describeIndex(specification)),
      ),
      batchSize: batchSizeOf(docField(command, 'cursor')),
    }),
  };
};

/** `cursor: { batchSize }` of commands that answer with a cursor. */
export const batchSizeOf = (cursor: Readonly<Record<string, unknown>> | undefined): number | undefined =>
  cursor === undefined ? undefined : countField(cursor, 'batchSize');

export const dropIndexes: Command = (command, context) => {
  const name = collectionNameOf(command, 'dropIndexes');
  const database = databaseOf(command);
  const collection = existing(context, database, name);
  const nIndexesWas = collection.indexes.size;
  const { index } = command;
  if (index === '*') {
    for (const known of [...collection.indexes.keys()]) if (known !== '_id_') collection.dropIndex(known);
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection' };
  }
  const names = (Array.isArray(index) ? index : [index]).map((wanted: unknown) => nameOf(collection, wanted));
  if (names.includes('_id_')) throw new CommandError('InvalidOptions', 'cannot drop _id index');
  for (const dropped of names) collection.dropIndex(dropped);
  return { nIndexesWas };
};

const nameOf = (collection: Collection, wanted: unknown): string => {
  if (typeof wanted === 'string') {
    if (!collection.indexes.has(wanted)) {
      throw new CommandError('IndexNotFound', `index not found with name [${wanted}]`);
    }
    return wanted;
  }
  if (!isDoc(wanted)) throw typeMismatch("BSON field 'dropIndexes.index' is the wrong type");
  const found = [...collection.indexes.values()].find(({ specification }) =>
    equal(specification.key, wanted),
  );
  if (found === undefined) {
    throw new CommandError('IndexNotFound', `can't find index with key: ${JSON.stringify(wanted)}`);
  }
  return found.specification.name;
};
