import { ObjectId, calculateObjectSize } from 'bson';
import { isDoc, type Doc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { typeOf } from '../bson/type-of.js';
import { CommandError, failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { firstMatchingElement } from '../query/positional.js';
import { search } from '../query/search.js';
import type { Collection } from '../storage/collection.js';
import type { Slot } from '../storage/index.js';
import { compileUpdate, type Update } from '../update/update.js';
import { upsertSeed } from '../update/upsert-seed.js';
import {
  boolField,
  collectionNameOf,
  databaseOf,
  deadlineOf,
  docField,
  refuseCollation,
  type Command,
} from './command.js';
import { MAX_BSON_BYTES } from './hello.js';
import { checkWriteConcern, readStatements, runStatements } from './write-statements.js';

const checkId = (id: unknown): void => {
  const type = typeOf(id);
  if (type === 'array' || type === 'regex' || type === 'undefined') {
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  }
  if (isDoc(id)) {
    const stray = Object.keys(id).find(
      (name) => name.startsWith('$') && !['$ref', '$id', '$db'].includes(name),
    );
    if (stray !== undefined) {
      throw new CommandError(
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${stray} is not valid for storage.`,
      );
    }
  }
};

/** A document as it is stored: `_id` first, given one if it has none, no larger than 16 MiB. */
const storable = (raw: Doc, tooLarge: 'BSONObjectTooLarge' | 'Location17419'): Doc => {
  const { _id = new ObjectId(), ...rest } = raw;
  checkId(_id);
  const doc = Object.keys(raw)[0] === '_id' ? raw : { _id, ...rest };
  checkSize(doc, tooLarge);
  return doc;
};

const checkSize = (doc: Doc, name: 'BSONObjectTooLarge' | 'Location17419'): void => {
  const size = calculateObjectSize(doc, { ignoreUndefined: true });
  if (size <= MAX_BSON_BYTES) return;
  throw new CommandError(
    name,
    name === 'Location17419'
      ? `Resulting document after update is larger than ${MAX_BSON_BYTES}`
      : `object to insert too large. size in bytes: ${size}, max size: ${MAX_BSON_BYTES}`,
  );
};

export const insert: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'insert');
  checkWriteConcern(command);
  const documents = readStatements(command, 'documents');
  const collection = catalog.ensure(databaseOf(command), name);
  let n = 0;
  const outcome = runStatements(command, documents, (document) => {
    collection.insert(storable(document, 'BSONObjectTooLarge'));
    n++;
  });
  return { n, ...outcome };
};

/** Makes the next version of a document. @returns whether it differs */
export const updateSlot = (collection: Collection, slot: Slot, update: Update, filter: Doc): boolean => {
  const before = slot.doc;
  const after = update.apply(before, () => firstMatchingElement(filter, before));
  if (after === before) return false;
  checkSize(after, 'Location17419');
  collection.replace(slot, after);
  return true;
};

/** Inserts what an upsert makes of a filter and an update. @returns the new document */
export const upsert = (collection: Collection, update: Update, filter: Doc): Doc => {
  const doc = storable(update.insert(upsertSeed(filter)), 'Location17419');
  collection.insert(doc);
  return doc;
};

export const update: Command = (command, { catalog, now }) => {
  const name = collectionNameOf(command, 'update');
  const database = databaseOf(command);
  checkWriteConcern(command);
  const statements = readStatements(command, 'updates');
  const deadline = deadlineOf(command, now());
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const outcome = runStatements(command, statements, (statement, index) => {
    refuseCollation(statement);
    const filter = docField(statement, 'q', 'update.updates') ?? {};
    if (statement['u'] === undefined) {
      throw new CommandError(
        'Location40414',
        "BSON field 'update.updates.u' is missing but a required field",
      );
    }
    if (statement['sort'] !== undefined) {
      throw new CommandError('Location40415', "BSON field 'update.updates.sort' is an unknown field.");
    }
    const change = compileUpdate(statement['u'], statement['arrayFilters'], now);
    const multi = boolField(statement, 'multi', false);
    const upserting = boolField(statement, 'upsert', false);
    if (multi && change.kind === 'replacement') {
      throw failedToParse('multi update is not supported for replacement-style update');
    }
    const collection = upserting ? catalog.ensure(database, name) : catalog.find(database, name);
    if (collection === undefined) {
      compileFilter(filter);
      return;
    }
    const { hint } = statement;
    const { slots } = search(collection, {
      filter,
      limit: multi ? 0 : 1,
      deadline,
      ...(hint !== undefined && { hint }),
    });
    for (const slot of slots) {
      if (updateSlot(collection, slot, change, filter)) nModified++;
      n++;
    }
    if (slots.length === 0 && upserting) {
      upserted.push({ index, _id: upsert(collection, change, filter)['_id'] });
      n++;
    }
  });
  return { n, nModified, ...(upserted.length > 0 && { upserted }), ...outcome };
};

export const remove: Command = (command, { catalog, now }) => {
  const name = collectionNameOf(command, 'delete');
  checkWriteConcern(command);
  const statements = readStatements(command, 'deletes');
  const deadline = deadlineOf(command, now());
  let n = 0;
  const outcome = runStatements(command, statements, (statement) => {
    refuseCollation(statement);
    const filter = docField(statement, 'q', 'delete.deletes');
    const { limit, hint } = statement;
    if (filter === undefined || limit === undefined) {
      throw new CommandError(
        'Location40414',
        `BSON field 'delete.deletes.${filter === undefined ? 'q' : 'limit'}' is missing but a required field`,
      );
    }
    if (!isNumeric(limit) || (Number(limit) !== 0 && Number(limit) !== 1)) {
      throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
    }
    const collection = catalog.find(databaseOf(command), name);
    if (collection === undefined) {
      compileFilter(filter);
      return;
    }
    const { slots } = search(collection, {
      filter,
      limit: Number(limit),
      deadline,
      ...(hint !== undefined && { hint }),
    });
    for (const slot of slots) collection.remove(slot);
    n += slots.length;
  });
  return { n, ...outcome };
};
