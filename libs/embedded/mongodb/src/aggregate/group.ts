import { evalExpr } from 'mingo/core';
import { Lazy, type Iterator } from 'mingo/lazy';
import type { Options } from 'mingo/types';
import { isDoc, type Doc } from '../bson/document.js';
import { compare, orderKey } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { checkExpression } from './expression.js';
import { isAccumulator } from './operators.js';

export type Stage = (docs: Iterator, argument: unknown, options: Options) => Iterator;

/** All documents at once, for a stage that cannot begin with the first. */
export const whole = (docs: Iterator, change: (all: Doc[]) => Doc[]): Iterator =>
  docs.transform(((all: Doc[]) => Lazy(change(all))) as never);

type Accumulation = Readonly<{ name: string; expression: Doc }>;

const readAccumulations = (fields: Doc): readonly Accumulation[] =>
  Object.entries(fields).map(([name, raw]) => {
    const operator = isDoc(raw) && Object.keys(raw).length === 1 ? Object.keys(raw)[0]! : undefined;
    if (operator === undefined) {
      throw new CommandError('Location40234', `The field '${name}' must be an accumulator object`);
    }
    if (!isAccumulator(operator)) {
      throw new CommandError('Location15952', `unknown group operator '${operator}'`);
    }
    return { name, expression: { [operator]: checkExpression((raw as Doc)[operator]) } };
  });

const collect = (
  all: readonly Doc[],
  idOf: (doc: Doc) => unknown,
  accumulations: readonly Accumulation[],
  options: Options,
): Doc[] => {
  const groups = new Map<string, { id: unknown; members: Doc[] }>();
  for (const doc of all) {
    const id = idOf(doc) ?? null;
    const key = orderKey(id);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { id, members: [doc] });
    else known.members.push(doc);
  }
  return Array.from(groups.values(), ({ id, members }) => ({
    _id: id,
    ...Object.fromEntries(
      accumulations.map(({ name, expression }) => [name, evalExpr(members, expression, options)]),
    ),
  }));
};

export const group: Stage = (docs, specification, options) => {
  if (!isDoc(specification)) {
    throw new CommandError('Location15947', "a group's fields must be specified in an object");
  }
  if (!('_id' in specification)) {
    throw new CommandError('Location15955', 'a group specification must include an _id');
  }
  const { _id, ...fields } = specification;
  const id = checkExpression(_id);
  const accumulations = readAccumulations(fields);
  return whole(docs, (all) => collect(all, (doc) => evalExpr(doc, id, options), accumulations, options));
};

/** Puts each document into the range between two boundaries; the lower one names the bucket. */
export const bucket: Stage = (docs, raw, options) => {
  if (!isDoc(raw)) throw new CommandError('Location40201', 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, output } = raw;
  if (groupBy === undefined || boundaries === undefined) {
    throw new CommandError('Location40198', "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (!Array.isArray(boundaries) || boundaries.length < 2) {
    throw new CommandError('Location40192', "The $bucket 'boundaries' field must have at least 2 values");
  }
  const bounds = boundaries as readonly unknown[];
  if (bounds.some((bound, i) => i > 0 && compare(bounds[i - 1], bound) >= 0)) {
    throw new CommandError('Location40194', "The 'boundaries' option to $bucket must be sorted");
  }
  const expression = checkExpression(groupBy);
  const accumulations = readAccumulations(isDoc(output) ? output : { count: { $sum: 1 } });
  const bucketOf = (doc: Doc): unknown => {
    const value = evalExpr(doc, expression, options) ?? null;
    const above = bounds.findIndex((bound) => compare(bound, value) > 0);
    if (above > 0) return bounds[above - 1];
    if ('default' in raw) return raw['default'];
    throw new CommandError(
      'Location40066',
      '$bucket could not find a range for a value, and there is no default',
    );
  };
  return whole(docs, (all) =>
    collect(all, bucketOf, accumulations, options).sort((a, b) => compare(a['_id'], b['_id'])),
  );
};
