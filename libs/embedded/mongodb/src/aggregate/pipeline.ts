import { Aggregator } from 'mingo/aggregator';
import { copy, isDoc, type Doc } from '../bson/document.js';
import { CommandError, typeMismatch } from '../errors.js';
import { asCommandError, checkExpression, type Variables } from './expression.js';
import { isStageOfMingo } from './operators.js';
import { stageContext } from './stages.js';

export type PipelineEnvironment = Readonly<{
  variables: Variables;
  /** The documents of another collection of the database. */
  collection: (name: string) => readonly Doc[];
}>;

export type PipelineStage = Readonly<{ name: string; argument: unknown }>;

/** Stages that hand on documents as they are, or make new ones, but never write into theirs. */
const harmless = new Set([
  '$match',
  '$sort',
  '$limit',
  '$skip',
  '$group',
  '$project',
  '$count',
  '$sortByCount',
  '$lookup',
]);

const leavesAsIs = ({ name, argument }: PipelineStage): boolean =>
  harmless.has(name) && !(isDoc(argument) && name === '$lookup' && 'pipeline' in argument);

/** Stages whose argument is one expression, or fields of expressions. */
const ofExpressions = new Set(['$addFields', '$set', '$replaceRoot', '$replaceWith', '$redact']);

/** Reads the stages of a pipeline. @throws CommandError for anything that is no known stage. */
export const readPipeline = (raw: unknown): readonly PipelineStage[] => {
  if (!Array.isArray(raw)) throw typeMismatch('A pipeline must be an array of objects');
  return raw.map((stage: unknown) => {
    if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
    const [name, ...more] = Object.keys(stage);
    if (name === undefined || more.length > 0) {
      throw new CommandError(
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      );
    }
    if (name === '$changeStream') {
      throw new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
    }
    if (!isStageOfMingo(name) && !['$out', '$merge'].includes(name)) {
      throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    }
    const argument = stage[name];
    checkInner(name, argument);
    return { name, argument: ofExpressions.has(name) ? checkStage(name, argument) : argument };
  });
};

/** The pipelines within a stage hold to the same rules. */
const checkInner = (name: string, argument: unknown): void => {
  if (!isDoc(argument)) return;
  if (name === '$facet') Object.values(argument).forEach(readPipeline);
  if ((name === '$lookup' || name === '$unionWith') && argument['pipeline'] !== undefined) {
    readPipeline(argument['pipeline']);
  }
};

const checkStage = (name: string, argument: unknown): unknown => {
  if (name === '$replaceRoot') {
    if (!isDoc(argument) || !('newRoot' in argument)) {
      throw new CommandError('Location40231', 'no newRoot specified for the $replaceRoot stage');
    }
    return { newRoot: checkExpression(argument['newRoot']) };
  }
  if ((name === '$set' || name === '$addFields') && !isDoc(argument)) {
    throw new CommandError(
      'Location40272',
      `${name} specification stage must be an object, got ${typeof argument}`,
    );
  }
  return checkExpression(argument);
};

/** Runs stages over documents, which stay as they are. */
export const runPipeline = (
  docs: readonly Doc[],
  raw: readonly unknown[],
  { variables, collection }: PipelineEnvironment,
): Doc[] => {
  const stages = readPipeline(raw);
  if (stages.length === 0) return [...docs];
  const own = stages.every(leavesAsIs)
    ? (given: readonly Doc[]) => [...given]
    : (given: readonly Doc[]) => given.map((doc) => copy(doc));
  try {
    return new Aggregator(
      stages.map(({ name, argument }) => ({ [name]: argument })),
      {
        context: stageContext,
        variables,
        collectionResolver: (name) => own(collection(name)),
      },
    ).run(own(docs));
  } catch (error) {
    return asCommandError(error);
  }
};
