import { calculateObjectSize } from 'bson';
import { isDoc, type Doc } from '../bson/document.js';
import { orderKey } from '../bson/order.js';
import { CommandError, badValue } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { pathParts, someAtPath } from '../query/path.js';
import { compileProjection } from '../query/projection.js';
import { search, type SearchQuestion, type SearchResult } from '../query/search.js';
import { readSort } from '../query/sort.js';
import { MAX_BSON_BYTES } from './hello.js';
import {
  boolField,
  collectionNameOf,
  countField,
  deadlineOf,
  databaseOf,
  docField,
  refuseCollation,
  type Command,
  type CommandContext,
} from './command.js';

const refused = ['min', 'max', 'returnKey', 'showRecordId', 'tailable', 'awaitData'];

/** Reads what `find`, `count` and `distinct` look for. */
export const readQuestion = (command: Doc, filterField: string): SearchQuestion => {
  refuseCollation(command);
  const hint = command['hint'];
  const limit = command['limit'];
  return {
    filter: docField(command, filterField) ?? {},
    sort: readSort(command['sort']),
    skip: countField(command, 'skip') ?? 0,
    limit: typeof limit === 'number' && limit < 0 ? -limit : (countField(command, 'limit') ?? 0),
    ...(isEmpty(hint) ? {} : { hint }),
    deadline: deadlineOf(command, new Date()),
  };
};

const isEmpty = (hint: unknown): boolean =>
  hint === undefined || hint === null || (isDoc(hint) && Object.keys(hint).length === 0);

/** Runs a search; a collection that is not there has no documents, but the filter must still be right. */
export const searchIn = (
  { catalog }: CommandContext,
  database: string,
  name: string,
  question: SearchQuestion,
): SearchResult => {
  const collection = catalog.find(database, name);
  if (collection !== undefined) return search(collection, question);
  compileFilter(question.filter);
  return { access: { stage: 'EOF', sorted: true }, slots: [], keysExamined: 0, docsExamined: 0 };
};

export const find: Command = (command, context) => {
  const name = collectionNameOf(command, 'find');
  const database = databaseOf(command);
  for (const option of refused) {
    if (command[option])
      throw new CommandError('CommandNotSupported', `find option ${option} is not there in this server`);
  }
  if (typeof command['limit'] === 'number' && command['limit'] < 0) {
    throw badValue("BSON field 'limit' value must be >= 0, actual value '" + command['limit'] + "'");
  }
  const question = readQuestion(command, 'filter');
  const { slots } = searchIn(context, database, name, question);
  const projection = docField(command, 'projection');
  const docs = slots.map(({ doc }) => doc);
  const shape =
    projection !== undefined && Object.keys(projection).length > 0
      ? compileProjection(projection, question.filter)
      : undefined;
  return {
    cursor: context.cursors.start({
      namespace: `${database}.${name}`,
      docs: shape === undefined ? docs : mapLazily(docs, shape),
      batchSize: countField(command, 'batchSize'),
      singleBatch: boolField(command, 'singleBatch', false),
      neverExpires: boolField(command, 'noCursorTimeout', false),
    }),
  };
};

function* mapLazily(docs: readonly Doc[], change: (doc: Doc) => Doc): Generator<Doc> {
  for (const doc of docs) yield change(doc);
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
    return searchIn(context, database, name, question).slots.length;
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
  const key = command['key'];
  if (typeof key !== 'string') {
    throw key === undefined
      ? new CommandError('Location40414', "BSON field 'distinct.key' is missing but a required field")
      : new CommandError(
          'TypeMismatch',
          "BSON field 'distinct.key' is the wrong type, expected type 'string'",
        );
  }
  const { slots } = searchIn(context, databaseOf(command), name, readQuestion(command, 'query'));
  const parts = pathParts(key);
  const values = new Map<string, unknown>();
  for (const { doc } of slots) {
    for (const value of presentValues(doc, parts)) values.set(orderKey(value), value);
  }
  const reply = { values: [...values.values()] };
  if (calculateObjectSize(reply) > MAX_BSON_BYTES)
    throw new CommandError('Location17217', 'distinct too big, 16mb cap');
  return reply;
};

const presentValues = (doc: Doc, parts: readonly string[]): readonly unknown[] => {
  const values: unknown[] = [];
  someAtPath(doc, parts, (value) => {
    if (Array.isArray(value)) values.push(...(value as unknown[]));
    else if (value !== undefined) values.push(value);
    return false;
  });
  return values;
};
