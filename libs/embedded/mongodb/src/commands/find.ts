import { type Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { orderKey } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { oneOfEach } from '../query/one-of-each.js';
import { pathParts, someAtPath } from '../query/path.js';
import { compileProjection } from '../query/projection.js';
import { search, type SearchQuestion } from '../query/search.js';
import { readSort } from '../query/sort.js';
import type { Stored } from '../storage/collection.js';
import {
  boolField,
  budgetOf,
  collectionNameOf,
  type Command,
  type CommandContext,
  countField,
  databaseOf,
  docField,
  hintField,
} from './command.js';
import { MAX_BSON_BYTES } from './hello.js';

/** Reads what `find`, `count` and `distinct` look for. */
const readQuestion = (command: Doc, filterField: string): SearchQuestion => ({
  filter: docField(command, filterField) ?? {},
  sort: readSort(command['sort']),
  skip: countField(command, 'skip') ?? 0,
  // A negative limit of `count` means its positive one.
  limit: Math.abs(countField(command, 'limit') ?? 0),
  hint: hintField(command),
  budget: budgetOf(command),
});

/** Runs a search; a collection that is not there has no documents, but the filter must still be right. */
const searchIn = (
  { catalog }: CommandContext,
  database: string,
  name: string,
  question: SearchQuestion,
): Iterable<Stored> => {
  const collection = catalog.find(database, name);
  if (collection !== undefined) return search(collection, question);
  compileFilter(question.filter);
  return [];
};

export const find: Command = (command, context) => {
  const name = collectionNameOf(command, 'find');
  const database = databaseOf(command);
  const question = readQuestion(command, 'filter');
  const projection = docField(command, 'projection');
  const shape =
    projection !== undefined && Object.keys(projection).length > 0
      ? compileProjection(projection, question.filter)
      : undefined;
  const found = searchIn(context, database, name, question);
  return {
    cursor: context.cursors.start({
      namespace: `${database}.${name}`,
      docs: bytesOf(found, shape),
      budget: question.budget,
      batchSize: countField(command, 'batchSize'),
      singleBatch: boolField(command, 'singleBatch', false),
      neverExpires: boolField(command, 'noCursorTimeout', false),
    }),
  };
};

function* bytesOf(
  found: Iterable<Stored>,
  shape: ((doc: Doc) => Doc) | undefined,
): Generator<Uint8Array, void, undefined> {
  for (const { doc, bytes } of found) yield shape === undefined ? bytes : encodeDocument(shape(doc));
}

/** How many documents a question finds. */
export const countIn = (
  context: CommandContext,
  database: string,
  name: string,
  question: SearchQuestion,
): number => {
  const collection = context.catalog.find(database, name);
  if (Object.keys(question.filter).length > 0 || collection === undefined) {
    let n = 0;
    for (const stored of searchIn(context, database, name, question)) if (stored !== undefined) n++;
    return n;
  }
  const { skip = 0, limit = 0 } = question;
  const rest = Math.max(collection.size - skip, 0);
  return limit === 0 ? rest : Math.min(rest, limit);
};

export const count: Command = (command, context) => ({
  n: countIn(
    context,
    databaseOf(command),
    collectionNameOf(command, 'count'),
    readQuestion(command, 'query'),
  ),
});

export const distinct: Command = (command, context) => {
  const name = collectionNameOf(command, 'distinct');
  const parts = pathParts(command['key'] as string);
  const values = new Map<string, unknown>();
  let bytes = 0;
  const question = readQuestion(command, 'query');
  for (const { doc } of holdersOf(context, databaseOf(command), name, question, command['key'] as string)) {
    for (const value of presentValues(doc, parts)) {
      const key = orderKey(value);
      if (values.has(key)) continue;
      values.set(key, value);
      bytes += key.length;
      if (bytes > MAX_BSON_BYTES) throw tooBig();
    }
  }
  const reply = { values: [...values.values()] };
  if (encodeDocument(reply).length > MAX_BSON_BYTES) throw tooBig();
  return reply;
};

/** Documents with all values of a field among those that a question finds. */
const holdersOf = (
  context: CommandContext,
  database: string,
  name: string,
  question: SearchQuestion,
  path: string,
): Iterable<Stored> => {
  const { filter, hint, budget } = question;
  const collection = context.catalog.find(database, name);
  const isOfAll = Object.keys(filter).length === 0 && hint === undefined;
  const few = collection && isOfAll ? oneOfEach(collection, path, budget) : undefined;
  return few ?? searchIn(context, database, name, question);
};

const tooBig = (): CommandError => new CommandError('Location17217', 'distinct too big, 16mb cap');

const presentValues = (doc: Doc, parts: readonly string[]): readonly unknown[] => {
  const values: unknown[] = [];
  someAtPath(doc, parts, (value) => {
    if (Array.isArray(value)) values.push(...(value as unknown[]));
    else if (value !== undefined) values.push(value);
    return false;
  });
  return values;
};
