import type { Doc } from '../bson/document.js';
import { failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { compileProjection } from '../query/projection.js';
import { search, type SearchQuestion } from '../query/search.js';
import { readSort } from '../query/sort.js';
import type { Collection, Stored } from '../storage/collection.js';
import { compileUpdate } from '../update/update.js';
import {
  boolField,
  budgetOf,
  collectionNameOf,
  type Command,
  databaseOf,
  docField,
  hintField,
} from './command.js';
import { updateStored, upsert } from './write.js';
import { checkWriteConcern } from './write-statements.js';

/** `findAndModify`, also under its other name `findandmodify`. */
export const findAndModify: Command = (command, { catalog, now }) => {
  const name = collectionNameOf(command, Object.keys(command)[0]!);
  const database = databaseOf(command);
  checkWriteConcern(command);
  const removing = boolField(command, 'remove', false);
  const upserting = boolField(command, 'upsert', false);
  const returnNew = boolField(command, 'new', false);
  const { update } = command;
  if (removing && update !== undefined)
    throw failedToParse("Cannot specify both an 'update' and 'remove'=true");
  if (removing && upserting) throw failedToParse("Cannot specify both 'upsert'=true and 'remove'=true");
  if (removing && returnNew) {
    throw failedToParse(
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    );
  }
  if (!removing && update === undefined)
    throw failedToParse("Either an update or 'remove'=true must be specified");

  const filter = docField(command, 'query') ?? {};
  const shape = shaper(docField(command, 'fields'), filter);
  const change = removing ? undefined : compileUpdate(update, command['arrayFilters'], now);
  const collection = upserting ? catalog.ensure(database, name) : catalog.find(database, name);
  const sort = readSort(command['sort']);
  if (collection === undefined) compileFilter(filter);
  const stored =
    collection && findOne(collection, { filter, sort, hint: hintField(command), budget: budgetOf(command) });

  if (change === undefined) {
    if (stored === undefined) return { lastErrorObject: { n: 0 }, value: null };
    collection!.remove(stored);
    return { lastErrorObject: { n: 1 }, value: shape(stored.doc) };
  }
  if (stored !== undefined) {
    const after = updateStored(collection!, stored, change, filter) ?? stored.doc;
    return {
      lastErrorObject: { n: 1, updatedExisting: true },
      value: shape(returnNew ? after : stored.doc),
    };
  }
  if (!upserting) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const doc = upsert(collection!, change, filter);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: doc['_id'] },
    value: returnNew ? shape(doc) : null,
  };
};

const shaper = (fields: Doc | undefined, filter: Doc): ((doc: Doc) => Doc) =>
  fields === undefined || Object.keys(fields).length === 0 ? (doc) => doc : compileProjection(fields, filter);

const findOne = (collection: Collection, question: SearchQuestion): Stored | undefined => {
  for (const stored of search(collection, { ...question, limit: 1 })) return stored;
  return undefined;
};
