import type { Doc } from '../bson/document.js';
import { failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { compileProjection } from '../query/projection.js';
import { search } from '../query/search.js';
import { readSort } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import { compileUpdate } from '../update/update.js';
import {
  boolField,
  collectionNameOf,
  databaseOf,
  deadlineOf,
  docField,
  refuseCollation,
  type Command,
} from './command.js';
import { updateSlot, upsert } from './write.js';
import { checkWriteConcern } from './write-statements.js';

/** `findAndModify`, also under its other name `findandmodify`. */
export const findAndModify: Command = (command, { catalog, now }) => {
  const name = collectionNameOf(command, Object.keys(command)[0]!);
  const database = databaseOf(command);
  checkWriteConcern(command);
  refuseCollation(command);
  const removing = boolField(command, 'remove', false);
  const upserting = boolField(command, 'upsert', false);
  const returnNew = boolField(command, 'new', false);
  const { update, hint } = command;
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
  const slot =
    collection && findOne(collection, { filter, sort, hint, deadline: deadlineOf(command, now()) });

  if (change === undefined) {
    if (slot === undefined) return { lastErrorObject: { n: 0 }, value: null };
    collection!.remove(slot);
    return { lastErrorObject: { n: 1 }, value: shape(slot.doc) };
  }
  if (slot !== undefined) {
    const before = slot.doc;
    updateSlot(collection!, slot, change, filter);
    return {
      lastErrorObject: { n: 1, updatedExisting: true },
      value: shape(returnNew ? slot.doc : before),
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

const findOne = (
  collection: Collection,
  { hint, ...question }: Omit<Parameters<typeof search>[1], 'limit'>,
) => search(collection, { ...question, limit: 1, ...(hint !== undefined && { hint }) }).slots[0];
