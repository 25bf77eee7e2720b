import { ObjectId } from 'bson';
import { copy, type Doc, fieldName, isDoc } from '../bson/document.js';
import { equal } from '../bson/order.js';
import { CommandError, failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { type ArrayFilters, compileOperators, type OperatorUpdate } from './operators.js';
import { sameTypes } from './same-types.js';
import { idSeed, upsertSeed } from './upsert-seed.js';

/** What an update makes of a document. The document itself is left as it is. */
export type Update = Readonly<{
  kind: 'operators' | 'replacement';
  /** @returns the new version; the very same document if nothing changes. */
  apply: (doc: Doc, matchedElement: () => number | undefined) => Doc;
  /** The document that an upsert with this filter inserts. */
  insert: (filter: Doc) => Doc;
}>;

const kindOf = (raw: Doc): 'operators' | 'replacement' => {
  const first = Object.keys(raw)[0];
  return first !== undefined && first.startsWith('$') ? 'operators' : 'replacement';
};

/** Compiles the `u` of an update statement. @throws CommandError */
export const compileUpdate = (raw: unknown, arrayFilters: unknown, now: () => Date): Update => {
  if (Array.isArray(raw)) {
    throw new CommandError('CommandNotSupported', 'updates by a pipeline are not there in this server');
  }
  if (!isDoc(raw)) throw failedToParse('Update argument must be either an object or an array');
  if (kindOf(raw) === 'replacement') {
    if (arrayFilters !== undefined)
      throw failedToParse('Cannot specify arrayFilters and a non-$ operator update.');
    const stray = Object.keys(raw).find((field) => field.startsWith('$'));
    if (stray !== undefined) {
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${stray}' in '${stray}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
    return replacement(raw);
  }
  const operators = compileOperators(raw, readArrayFilters(arrayFilters), now);
  return {
    kind: 'operators',
    apply: (doc, matchedElement) => run(operators, doc, { inserting: false, matchedElement }),
    insert: (filter) =>
      withId(run(operators, upsertSeed(filter), { inserting: true, matchedElement: () => undefined })),
  };
};

const run = (operators: OperatorUpdate, doc: Doc, context: Parameters<OperatorUpdate>[1]): Doc => {
  const draft = copy(doc);
  return operators(draft, context) ? keepId(doc, draft) : doc;
};

const replacement = (raw: Doc): Update => {
  const apply = (doc: Doc): Doc => {
    const { _id, ...rest } = raw;
    if (_id !== undefined && doc['_id'] !== undefined && !equal(_id, doc['_id'])) throw alteredId(_id);
    const id = doc['_id'] ?? _id;
    const next = id === undefined ? rest : { _id: id, ...rest };
    return equal(next, doc) && sameTypes(next, doc) ? doc : next;
  };
  return {
    kind: 'replacement',
    apply,
    insert: (filter) => withId(apply(idSeed(filter))),
  };
};

const alteredId = (id: unknown): CommandError =>
  new CommandError(
    'ImmutableField',
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(id)}`,
  );

const keepId = (before: Doc, after: Doc): Doc => {
  if (before['_id'] === undefined) return after;
  if (!equal(before['_id'], after['_id'])) {
    throw new CommandError(
      'ImmutableField',
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    );
  }
  return after;
};

const withId = (doc: Doc): Doc => {
  const { _id = new ObjectId(), ...rest } = doc;
  return { _id, ...rest };
};

const readArrayFilters = (raw: unknown): ArrayFilters => {
  const result = new Map<string, (element: unknown) => boolean>();
  if (raw === undefined || raw === null) return result;
  for (const filter of raw as readonly Doc[]) {
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (name === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1) {
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new CommandError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    }
    if (result.has(name)) {
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    }
    const matches = compileFilter(filter);
    result.set(name, (element) => matches({ [name]: element }));
  }
  return result;
};

/** The first parts of all paths in an array filter. */
const identifiers = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([name, value]) =>
    name.startsWith('$') && Array.isArray(value)
      ? (value as Doc[]).flatMap(identifiers)
      : [fieldName(name).split('.')[0]!],
  );
