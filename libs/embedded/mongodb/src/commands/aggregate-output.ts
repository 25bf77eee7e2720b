import { copy, isDoc, type Doc } from '../bson/document.js';
import { CommandError, failedToParse } from '../errors.js';
import { runPipeline, type PipelineStage } from '../aggregate/pipeline.js';
import { search } from '../query/search.js';
import { valueAtPath } from '../query/path.js';
import { Collection } from '../storage/collection.js';
import type { Namespace } from '../storage/catalog.js';
import { ObjectId } from 'bson';
import type { CommandContext } from './command.js';

/** Carries out `$out` or `$merge`. Nothing is left to return. */
export const writeResult = (
  context: CommandContext,
  database: string,
  { name, argument }: PipelineStage,
  docs: readonly Doc[],
): Doc[] => {
  if (name === '$out') replaceCollection(context, namespaceOf(argument, database), docs);
  else merge(context, database, argument, docs);
  return [];
};

const namespaceOf = (value: unknown, database: string): Namespace => {
  if (typeof value === 'string') return { database, collection: value };
  if (isDoc(value) && typeof value['coll'] === 'string') {
    return { database: typeof value['db'] === 'string' ? value['db'] : database, collection: value['coll'] };
  }
  throw failedToParse('the target has to be the name of a collection or { db, coll }');
};

const withId = (doc: Doc): Doc => ('_id' in doc ? doc : { _id: new ObjectId(), ...doc });

/** All documents go in, or the old collection stays. Its indexes are kept. */
const replaceCollection = ({ catalog }: CommandContext, target: Namespace, docs: readonly Doc[]): void => {
  const made = new Collection(`${target.database}.${target.collection}`);
  for (const { specification } of catalog.find(target.database, target.collection)?.indexes.values() ?? []) {
    made.createIndex(specification);
  }
  for (const doc of docs) made.insert(withId(doc));
  catalog.install(made, target);
};

type WhenMatched = 'replace' | 'keepExisting' | 'merge' | 'fail' | readonly Doc[];

const merge = (
  { catalog }: CommandContext,
  database: string,
  argument: unknown,
  docs: readonly Doc[],
): void => {
  const options: Doc = isDoc(argument) ? argument : { into: argument };
  const target = namespaceOf(options['into'], database);
  const on = options['on'] === undefined ? ['_id'] : [options['on']].flat().map(String);
  const whenMatched = (options['whenMatched'] ?? 'merge') as WhenMatched;
  const whenNotMatched = options['whenNotMatched'] ?? 'insert';
  const collection = catalog.ensure(target.database, target.collection);
  requireUnique(collection, on);
  for (const raw of docs) {
    const doc = withId(raw);
    const filter = Object.fromEntries(on.map((path) => [path, valueAtPath(doc, path.split('.')) ?? null]));
    const slot = search(collection, { filter, limit: 1 }).slots[0];
    if (slot !== undefined) {
      const next = matched(slot.doc, doc, whenMatched);
      if (next !== slot.doc) collection.replace(slot, { ...next, _id: slot.doc['_id'] });
    } else if (whenNotMatched === 'insert') {
      collection.insert(doc);
    } else if (whenNotMatched === 'fail') {
      throw new CommandError(
        'Location13113',
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    }
  }
};

const matched = (before: Doc, doc: Doc, how: WhenMatched): Doc => {
  if (Array.isArray(how)) {
    const [result] = runPipeline([copy(before)], how as readonly Doc[], {
      variables: { new: doc },
      collection: () => [],
    });
    return result ?? before;
  }
  switch (how) {
    case 'replace':
      return doc;
    case 'keepExisting':
      return before;
    case 'merge':
      return { ...before, ...doc };
    default:
      throw new CommandError(
        'DuplicateKey',
        'E11000 duplicate key error: $merge found a document that was there',
      );
  }
};

const requireUnique = (collection: Collection, on: readonly string[]): void => {
  const unique = [...collection.indexes.values()].some(
    ({ specification: { name, unique, key } }) =>
      (unique || name === '_id_') && Object.keys(key).sort().join() === [...on].sort().join(),
  );
  if (!unique) {
    throw new CommandError('Location51183', 'Cannot find index to verify that join fields will be unique');
  }
};
