import { ObjectId } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { wholeOf } from '../bson/numeric.js';
import { typeOf } from '../bson/type-of.js';
import { CommandError, failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { firstMatchingElement } from '../query/positional.js';
import { search, type SearchQuestion } from '../query/search.js';
import type { Collection, Stored } from '../storage/collection.js';
import { compileUpdate, type Update } from '../update/update.js';
import { boolField, budgetOf, collectionNameOf, type Command, databaseOf, hintField } from './command.js';
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

type Storable = Readonly<{ doc: Doc; bytes: Uint8Array }>;
type TooLarge = 'BSONObjectTooLarge' | 'Location17419';

const encoded = (doc: Doc, name: TooLarge): Storable => {
  const bytes = encodeDocument(doc);
  if (bytes.length <= MAX_BSON_BYTES) return { doc, bytes };
  throw new CommandError(
    name,
    name === 'Location17419'
      ? `Resulting document after update is larger than ${MAX_BSON_BYTES}`
      : `object to insert too large. size in bytes: ${bytes.length}, max size: ${MAX_BSON_BYTES}`,
  );
};

/** A document as it is stored: `_id` first, given one if it has none, no larger than 16 MiB. */
const storable = (raw: Doc, tooLarge: TooLarge): Storable => {
  const { _id = new ObjectId(), ...rest } = raw;
  checkId(_id);
  return encoded(Object.keys(raw)[0] === '_id' ? raw : { _id, ...rest }, tooLarge);
};

export const insert: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'insert');
  checkWriteConcern(command);
  const documents = readStatements(command, 'documents');
  const budget = budgetOf(command);
  const collection = catalog.ensure(databaseOf(command), name);
  let n = 0;
  const outcome = runStatements(command, documents, (document) => {
    budget.step();
    const { doc, bytes } = storable(document, 'BSONObjectTooLarge');
    collection.insert(doc, bytes);
    n++;
  });
  return { n, ...outcome };
};

/** Makes the next version of a document. @returns it; undefined if it does not differ */
export const updateStored = (
  collection: Collection,
  stored: Stored,
  update: Update,
  filter: Doc,
): Doc | undefined => {
  const before = stored.doc;
  const after = update.apply(before, () => firstMatchingElement(filter, before));
  if (after === before) return undefined;
  const { doc, bytes } = encoded(after, 'Location17419');
  collection.replace(stored, doc, bytes);
  return doc;
};

/** Inserts what an upsert makes of a filter and an update. @returns the new document */
export const upsert = (collection: Collection, update: Update, filter: Doc): Doc => {
  const { doc, bytes } = storable(update.insert(filter), 'Location17419');
  collection.insert(doc, bytes);
  return doc;
};

/** Carries out a change for each document that a search finds. What a change moves is not found again. */
const forEachFound = (
  collection: Collection,
  question: SearchQuestion,
  change: (stored: Stored) => void,
): number => {
  if (question.limit === 1) {
    for (const stored of search(collection, question)) {
      change(stored);
      return 1;
    }
    return 0;
  }
  const places = Array.from(search(collection, question), ({ sequence }) => sequence);
  for (const sequence of places) {
    question.budget.step();
    change(collection.get(sequence)!);
  }
  return places.length;
};

export const update: Command = (command, { catalog, now }) => {
  const name = collectionNameOf(command, 'update');
  const database = databaseOf(command);
  checkWriteConcern(command);
  const statements = readStatements(command, 'updates');
  const budget = budgetOf(command);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const outcome = runStatements(command, statements, (statement, index) => {
    const filter = statement['q'] as Doc;
    const change = compileUpdate(statement['u'], statement['arrayFilters'], now);
    const multi = boolField(statement, 'multi', false);
    const upserting = boolField(statement, 'upsert', false);
    if (multi && change.kind === 'replacement') {
      throw failedToParse('multi update is not supported for replacement-style update');
    }
    compileFilter(filter);
    const collection = upserting ? catalog.ensure(database, name) : catalog.find(database, name);
    if (collection === undefined) return;
    const question = { filter, limit: multi ? 0 : 1, hint: hintField(statement), budget };
    const matched = forEachFound(collection, question, (stored) => {
      if (updateStored(collection, stored, change, filter) !== undefined) nModified++;
      n++;
    });
    if (matched === 0 && upserting) {
      upserted.push({ index, _id: upsert(collection, change, filter)['_id'] });
      n++;
    }
  });
  return { n, nModified, ...(upserted.length > 0 && { upserted }), ...outcome };
};

export const remove: Command = (command, { catalog }) => {
  const name = collectionNameOf(command, 'delete');
  checkWriteConcern(command);
  const statements = readStatements(command, 'deletes');
  const budget = budgetOf(command);
  let n = 0;
  const outcome = runStatements(command, statements, (statement) => {
    const filter = statement['q'] as Doc;
    const limit = wholeOf(statement['limit']);
    if (limit !== 0 && limit !== 1) {
      throw failedToParse(
        `The limit field in delete objects must be 0 or 1. Got ${String(statement['limit'])}`,
      );
    }
    compileFilter(filter);
    const collection = catalog.find(databaseOf(command), name);
    if (collection === undefined) return;
    const question = { filter, limit, hint: hintField(statement), budget };
    forEachFound(collection, question, (stored) => {
      collection.remove(stored);
      n++;
    });
  });
  return { n, ...outcome };
};
