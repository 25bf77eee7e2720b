import { type Doc, isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { isNumeric } from '../bson/numeric.js';
import { CommandError, typeMismatch } from '../errors.js';
import {
  arrayField,
  budgetOf,
  collectionNameOf,
  type Command,
  countField,
  databaseOf,
  docField,
  hintField,
} from './command.js';
import { countIn } from './find.js';

type Stages = Readonly<Record<'$match', Doc> & Record<'$skip' | '$limit', number>>;

const order = ['$match', '$skip', '$limit', '$group'];

/** The stages of MongoDB 7 that a caller may expect here; everything else is not even recognized there. */
const notHere = (name: string): CommandError =>
  new CommandError(
    'CommandNotSupported',
    `aggregate is there for countDocuments only: $match, $skip, $limit, $group; '${name}' is something else`,
  );

const unrecognized = (name: string): CommandError =>
  new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);

const stageOf = (raw: unknown): readonly [string, unknown] => {
  if (!isDoc(raw)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const [stage, ...rest] = Object.entries(raw);
  if (stage === undefined || rest.length > 0) {
    throw new CommandError(
      'Location40323',
      'A pipeline stage specification object must contain exactly one field.',
    );
  }
  if (!order.includes(stage[0])) throw unrecognized(stage[0]);
  return stage;
};

const matchOf = (argument: unknown): Doc => {
  if (!isDoc(argument))
    throw new CommandError('Location15959', 'the match filter must be an expression in an object');
  return argument;
};

const wholeOf = (name: '$skip' | '$limit', argument: unknown): number => {
  const value = Number(argument);
  if (!isNumeric(argument) || !Number.isSafeInteger(value) || value < 0) {
    throw new CommandError(
      name === '$skip' ? 'Location5107200' : 'Location5107201',
      `invalid argument to ${name} stage: Expected a non-negative number`,
    );
  }
  if (name === '$limit' && value === 0) throw new CommandError('Location15958', 'the limit must be positive');
  return value;
};

/** `{ _id: 1, n: { $sum: 1 } }`, which counts. */
const checkGroup = (argument: unknown): void => {
  if (!isDoc(argument))
    throw new CommandError('Location15947', "a group's fields must be specified in an object");
  const { _id, n, ...rest } = argument;
  const counts = isDoc(n) && Object.keys(n).join() === '$sum' && Number(n['$sum']) === 1;
  if (Number(_id) !== 1 || !counts || Object.keys(rest).length > 0) throw notHere('$group');
};

const readStages = (pipeline: readonly unknown[]): Stages => {
  const stages = pipeline.map(stageOf);
  let last = -1;
  for (const [name] of stages) {
    const place = order.indexOf(name);
    if (place <= last) throw notHere(name);
    last = place;
  }
  const given = new Map(stages);
  if (!given.has('$match') || !given.has('$group')) throw notHere('a pipeline without $match and $group');
  checkGroup(given.get('$group'));
  return {
    $match: matchOf(given.get('$match')),
    $skip: given.has('$skip') ? wholeOf('$skip', given.get('$skip')) : 0,
    $limit: given.has('$limit') ? wholeOf('$limit', given.get('$limit')) : 0,
  };
};

/** `aggregate` with the pipeline that the driver's `countDocuments` sends, and no other. */
export const countDocuments: Command = (command, context) => {
  const name = collectionNameOf(command, 'aggregate');
  const cursor = docField(command, 'cursor');
  if (cursor === undefined) {
    throw new CommandError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const batchSize = countField(cursor, 'batchSize');
  const { $match, $skip, $limit } = readStages(arrayField(command, 'pipeline'));
  const n = countIn(context, databaseOf(command), name, {
    filter: $match,
    skip: $skip,
    limit: $limit,
    hint: hintField(command),
    budget: budgetOf(command),
  });
  return {
    cursor: context.cursors.start({
      namespace: `${databaseOf(command)}.${name}`,
      docs: n === 0 ? [] : [encodeDocument({ _id: 1, n })],
      batchSize,
    }),
  };
};
