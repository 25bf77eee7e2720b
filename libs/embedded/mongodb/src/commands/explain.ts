import { isDoc, type Doc } from '../bson/document.js';
import { CommandError, failedToParse } from '../errors.js';
import { readPipeline } from '../aggregate/pipeline.js';
import type { Access } from '../query/planner.js';
import type { SearchQuestion, SearchResult } from '../query/search.js';
import { splitPipeline } from './aggregate.js';
import { collectionNameOf, databaseOf, docField, type Command } from './command.js';
import { readQuestion, searchIn } from './find.js';
import { readStatements } from './write-statements.js';

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution'];

type Explained = Readonly<{
  question: SearchQuestion;
  /** The stage on top of the search, where the command is no find. */
  top?: string;
  /** Stages of an aggregation that follow the search. */
  rest?: readonly Doc[];
}>;

const firstStatement = (command: Doc, field: string): Explained['question'] => {
  const [statement] = readStatements(command, field);
  const { multi, limit, hint } = statement!;
  const one = field === 'updates' ? multi !== true : Number(limit) === 1;
  return {
    filter: docField(statement!, 'q') ?? {},
    limit: one ? 1 : 0,
    ...(hint !== undefined && { hint }),
  };
};

const read = (command: Doc): Explained => {
  const [name] = Object.keys(command);
  switch (name) {
    case 'find':
      return { question: readQuestion(command, 'filter') };
    case 'count':
      return { question: readQuestion(command, 'query'), top: 'COUNT' };
    case 'distinct':
      return { question: readQuestion(command, 'query') };
    case 'update':
      return { question: firstStatement(command, 'updates'), top: 'UPDATE' };
    case 'delete':
      return { question: firstStatement(command, 'deletes'), top: 'DELETE' };
    case 'findAndModify':
    case 'findandmodify':
      return {
        question: { ...readQuestion(command, 'query'), limit: 1 },
        top: command['remove'] === true ? 'DELETE' : 'UPDATE',
      };
    case 'aggregate': {
      const { question, rest } = splitPipeline(readPipeline(command['pipeline']));
      const { hint } = command;
      return {
        question: { ...question, ...(hint !== undefined && { hint }) },
        rest: rest.map((stage) => ({ [stage.name]: stage.argument })),
      };
    }
    default:
      throw new CommandError('CommandNotFound', `Explain failed due to unknown command: ${String(name)}`);
  }
};

const scan = (access: Access, filter: Doc): Doc => {
  switch (access.stage) {
    case 'IXSCAN': {
      const { specification, multikeyPaths } = access.index;
      const inputStage = {
        stage: 'IXSCAN',
        keyPattern: specification.key,
        indexName: specification.name,
        isMultiKey: multikeyPaths.size > 0,
        isUnique: specification.unique,
        isSparse: specification.sparse,
        isPartial: specification.partialFilterExpression !== undefined,
        indexVersion: 2,
        direction: access.direction === 1 ? 'forward' : 'backward',
      };
      return { stage: 'FETCH', filter, inputStage };
    }
    case 'COLLSCAN':
      return { stage: 'COLLSCAN', filter, direction: access.direction === 1 ? 'forward' : 'backward' };
    case 'OR':
      return { stage: 'OR', inputStages: access.branches.map((branch) => scan(branch, {})) };
    default:
      return { stage: access.stage };
  }
};

const planOf = ({ access }: SearchResult, { question, top }: Explained): Doc => {
  const { filter, sort = [], skip = 0, limit = 0 } = question;
  let plan = scan(access, filter);
  const wrap = (stage: string, details: Doc = {}): void => {
    plan = { stage, ...details, inputStage: plan };
  };
  if (!access.sorted) {
    wrap('SORT', { sortPattern: Object.fromEntries(sort.map(({ path, direction }) => [path, direction])) });
  }
  if (skip > 0) wrap('SKIP', { skipAmount: skip });
  if (limit > 0 && top === undefined) wrap('LIMIT', { limitAmount: limit });
  if (top !== undefined) wrap(top);
  return plan;
};

/** Tells how a command would find its documents. Nothing is written. */
export const explain: Command = (command, context) => {
  const inner = command['explain'];
  if (!isDoc(inner)) throw failedToParse('explain needs the document of a command');
  const verbosity = command['verbosity'] ?? 'allPlansExecution';
  if (typeof verbosity !== 'string' || !verbosities.includes(verbosity)) {
    throw new CommandError(
      'BadValue',
      `Enumeration value '${String(verbosity)}' for field 'explain.verbosity' is not a valid value.`,
    );
  }
  const database = databaseOf(command);
  const name = collectionNameOf(inner, Object.keys(inner)[0]!);
  const explained = read(inner);
  const result = searchIn(context, database, name, explained.question);
  const winningPlan = planOf(result, explained);
  const report: Doc = {
    queryPlanner: {
      namespace: `${database}.${name}`,
      parsedQuery: explained.question.filter,
      winningPlan,
      rejectedPlans: [],
    },
    ...(verbosity !== 'queryPlanner' && {
      executionStats: {
        executionSuccess: true,
        nReturned: result.slots.length,
        totalKeysExamined: result.keysExamined,
        totalDocsExamined: result.docsExamined,
        executionStages: winningPlan,
      },
    }),
  };
  const staged = explained.rest !== undefined && explained.rest.length > 0;
  return {
    ...(staged ? { stages: [{ $cursor: report }, ...explained.rest] } : report),
    command: inner,
  };
};
