import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import * as pipeline from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { isDoc, type Doc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { orderKey } from '../bson/order.js';
import { CommandError, failedToParse } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { keyValuesAtPath, pathParts } from '../query/path.js';
import { compileProjection } from '../query/projection.js';
import { readSort, sortDocuments } from '../query/sort.js';
import type { Variables } from './expression.js';
import { bucket, group, whole, type Stage } from './group.js';
import { expressionContext } from './operators.js';

const variablesOf = (options: Options): Variables => {
  const { local } = options as Options & { local?: { variables?: Variables } };
  return { ...options.variables, ...local?.variables };
};

const match: Stage = (docs, filter, options) => {
  if (!isDoc(filter))
    throw new CommandError('Location15959', 'the match filter must be an expression in an object');
  const matches = compileFilter(filter, variablesOf(options));
  return docs.filter(matches as never);
};

const sort: Stage = (docs, specification) => {
  const fields = readSort(specification);
  if (fields.length === 0)
    throw new CommandError('Location15976', '$sort stage must have at least one sort key');
  return whole(docs, (all) => sortDocuments(all, fields));
};

const project: Stage = (docs, specification, options) => {
  if (!isDoc(specification))
    throw new CommandError('Location15969', '$project specification must be an object');
  if (Object.keys(specification).length === 0) {
    throw new CommandError(
      'Location51272',
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  }
  return docs.map(compileProjection(specification, { kind: 'aggregate' }, variablesOf(options)) as never);
};

const sortByCount: Stage = (docs, expression, options) =>
  sort(group(docs, { _id: expression, count: { $sum: 1 } }, options), { count: -1 }, options);

const count: Stage = (docs, name) => {
  if (typeof name !== 'string' || name === '' || name.startsWith('$') || name.includes('.')) {
    throw new CommandError('Location40156', 'the count field must be a non-empty string without $ and dots');
  }
  return whole(docs, (all) => (all.length === 0 ? [] : [{ [name]: all.length }]));
};

const amount = (stage: string, value: unknown, least: number): number => {
  if (!isNumeric(value) || !Number.isInteger(Number(value))) {
    throw failedToParse(`invalid argument to ${stage} stage: Expected an integer`);
  }
  if (Number(value) < least) {
    throw new CommandError(
      stage === '$limit' ? 'Location15958' : 'Location5107200',
      `the ${stage.slice(1)} must be ${least === 1 ? 'positive' : 'non-negative'}`,
    );
  }
  return Number(value);
};

const collectionOf = (options: Options, name: unknown): readonly Doc[] => {
  if (typeof name !== 'string') throw failedToParse('the name of a collection must be a string');
  return (options.collectionResolver?.(name) ?? []) as readonly Doc[];
};

/** `let`, evaluated for one document, for the pipeline of a join. */
const innerOptions = (doc: Doc, letExpression: unknown, options: Options): Partial<Options> => ({
  ...(options as Options & { options: Options }).options,
  variables: {
    ...variablesOf(options),
    ...(isDoc(letExpression) ? (evalExpr(doc, letExpression, options) as Variables) : {}),
  },
});

const valuesToJoin = (doc: Doc, path: string): readonly unknown[] =>
  keyValuesAtPath(doc, pathParts(path)).values.map((value) => value ?? null);

const lookup: Stage = (docs, raw, options) => {
  if (!isDoc(raw)) throw failedToParse('the $lookup specification must be an Object');
  const { from, localField, foreignField, as, let: letExpression, pipeline } = raw;
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup");
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw failedToParse('$lookup requires both or neither of localField and foreignField to be specified');
  }
  if (localField === undefined && pipeline === undefined) {
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  const foreign = from === undefined ? [] : collectionOf(options, from);
  const joined = typeof foreignField === 'string' ? byValue(foreign, foreignField) : undefined;
  return docs.map(((doc: Doc) => {
    const found =
      joined === undefined
        ? foreign
        : [
            ...new Set(
              valuesToJoin(doc, localField as string).flatMap((value) => joined.get(orderKey(value)) ?? []),
            ),
          ];
    const result = Array.isArray(pipeline)
      ? new Aggregator(pipeline as Doc[], innerOptions(doc, letExpression, options)).run(found as Doc[])
      : found;
    return setPath(doc, as, result);
  }) as never);
};

const byValue = (docs: readonly Doc[], path: string): ReadonlyMap<string, Doc[]> => {
  const result = new Map<string, Doc[]>();
  for (const doc of docs) {
    for (const key of new Set(valuesToJoin(doc, path).map(orderKey))) {
      const known = result.get(key);
      if (known === undefined) result.set(key, [doc]);
      else known.push(doc);
    }
  }
  return result;
};

const setPath = (doc: Doc, path: string, value: unknown): Doc => {
  const [first, ...rest] = path.split('.');
  const inner = doc[first!];
  return {
    ...doc,
    [first!]: rest.length === 0 ? value : setPath(isDoc(inner) ? inner : {}, rest.join('.'), value),
  };
};

/** mingo leaves a hole for each document that it prunes. */
const redact: Stage = (docs, expression, options) =>
  pipeline.$redact(docs, expression as never, options as never).filter((doc) => doc !== undefined);

const stages: Readonly<Record<string, Stage>> = {
  $match: match,
  $sort: sort,
  $project: project,
  $group: group,
  $bucket: bucket,
  $sortByCount: sortByCount,
  $count: count,
  $lookup: lookup,
  $redact: redact,
  $limit: (docs, value) => docs.take(amount('$limit', value, 1)),
  $skip: (docs, value) => docs.drop(amount('$skip', value, 0)),
};

/** mingo's stages, with BSON's order and equality in those that compare. */
export const stageContext = Context.from(Context.init({ pipeline: stages as never }), expressionContext);
