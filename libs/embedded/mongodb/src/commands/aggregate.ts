import { isDoc, type Doc } from '../bson/document.js';
import { CommandError, failedToParse } from '../errors.js';
import { readPipeline, runPipeline, type PipelineStage } from '../aggregate/pipeline.js';
import { searchIn } from './find.js';
import type { SearchQuestion } from '../query/search.js';
import { readSort } from '../query/sort.js';
import { isNumeric } from '../bson/numeric.js';
import {
  boolField,
  databaseOf,
  deadlineOf,
  docField,
  refuseCollation,
  type Command,
  type CommandContext,
} from './command.js';
import { batchSizeOf } from './indexes.js';
import { writeResult } from './aggregate-output.js';

/** The stages at the head of a pipeline that a search can answer, and the rest. */
export const splitPipeline = (
  stages: readonly PipelineStage[],
): Readonly<{ question: SearchQuestion; rest: readonly PipelineStage[] }> => {
  const rest = [...stages];
  const take = (name: string): unknown => (rest[0]?.name === name ? rest.shift()!.argument : undefined);
  const filter = rest[0]?.name === '$match' && isDoc(rest[0].argument) ? (take('$match') as Doc) : {};
  const sort = isDoc(rest[0]?.argument) ? readSort(take('$sort')) : [];
  const limits = ['$skip', '$limit'].map((name) => {
    const value = rest[0]?.name === name ? rest[0].argument : undefined;
    if (!isNumeric(value) || Number(value) < 1 || !Number.isInteger(Number(value))) return 0;
    rest.shift();
    return Number(value);
  });
  return { question: { filter, sort, skip: limits[0]!, limit: limits[1]! }, rest };
};

export const aggregate: Command = (command, context) => {
  const database = databaseOf(command);
  const target = command['aggregate'];
  const cursor = docField(command, 'cursor');
  if (cursor === undefined && !boolField(command, 'explain', false)) {
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  }
  refuseCollation(command);
  const stages = readPipeline(command['pipeline']);
  const name = targetName(target, stages);
  const variables = docField(command, 'let') ?? {};
  const output = stages.at(-1);
  const writes = output?.name === '$out' || output?.name === '$merge';
  if (stages.slice(0, -1).some((stage) => stage.name === '$out' || stage.name === '$merge')) {
    throw new CommandError('Location40601', '$out and $merge can only be the final stage in the pipeline');
  }
  const docs = runStages(context, database, name, writes ? stages.slice(0, -1) : stages, variables, {
    hint: command['hint'],
    deadline: deadlineOf(command, context.now()),
  });
  const results = writes ? writeResult(context, database, output, docs) : docs;
  return {
    cursor: context.cursors.start({
      namespace: `${database}.${name ?? '$cmd.aggregate'}`,
      docs: results,
      batchSize: batchSizeOf(cursor),
    }),
  };
};

const targetName = (target: unknown, stages: readonly PipelineStage[]): string | undefined => {
  if (typeof target === 'string' && target !== '') return target;
  if (target !== 1) throw failedToParse("The 'aggregate' field must be the name of a collection or 1");
  if (stages[0]?.name !== '$documents') {
    throw new CommandError(
      'InvalidNamespace',
      '{aggregate: 1} is not valid for a pipeline without a stage that makes documents',
    );
  }
  return undefined;
};

const runStages = (
  context: CommandContext,
  database: string,
  name: string | undefined,
  stages: readonly PipelineStage[],
  variables: Doc,
  { hint, deadline }: Readonly<{ hint: unknown; deadline: number | undefined }>,
): Doc[] => {
  const { question, rest } = splitPipeline(stages);
  const found =
    name === undefined
      ? []
      : searchIn(context, database, name, {
          ...question,
          variables,
          deadline,
          ...(hint !== undefined && { hint }),
        }).slots.map(({ doc }) => doc);
  return runPipeline(
    found,
    rest.map((stage) => ({ [stage.name]: stage.argument })),
    {
      variables,
      collection: (other) =>
        [...(context.catalog.find(database, other)?.slots() ?? [])].map(({ doc }) => doc),
    },
  );
};
