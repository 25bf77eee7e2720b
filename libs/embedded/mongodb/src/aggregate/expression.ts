import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import type { BSONRegExp } from 'bson';
import { isDoc, type Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import { compilePattern, isRegex, readPattern } from '../query/regex.js';
import { expressionContext, isExpressionOperator } from './operators.js';

/** Variables of a command's `let`, without the `$$`. */
export type Variables = Readonly<Record<string, unknown>>;

export type Expression = (doc: unknown, variables?: Variables) => unknown;

/** mingo copies its table of operators for every evaluation, unless it is handed options that it has made itself. */
const prepare = (variables: Variables): Options => {
  let options: Options | undefined;
  const capture = Context.init({
    pipeline: {
      $capture: ((input: unknown, _argument: unknown, made: Options) => {
        options = made;
        return input;
      }) as never,
    },
  });
  const context = Context.from(expressionContext, capture);
  new Aggregator([{ $capture: 1 }], { context, variables }).run([]);
  if (options === undefined) throw new Error('mingo handed no options to an operator');
  return options;
};

const known = new WeakMap<Variables, Options>();

const optionsFor = (variables: Variables): Options => {
  const options = known.get(variables) ?? prepare(variables);
  known.set(variables, options);
  return options;
};

const noVariables: Variables = {};

const unrecognized = (name: string): CommandError =>
  new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);

/** Checks the operators of an expression, and gives regular expressions as JavaScript has them. */
export const checkExpression = (expression: unknown): unknown => {
  if (isRegex(expression)) return compilePattern(readPattern(expression as RegExp | BSONRegExp));
  if (Array.isArray(expression)) return expression.map(checkExpression);
  if (!isDoc(expression)) return expression;
  const names = Object.keys(expression);
  const operator = names.find((name) => name.startsWith('$'));
  if (operator === undefined) return mapFields(expression);
  if (names.length > 1) {
    throw new CommandError(
      'Location15983',
      `An object representing an expression must have exactly one field: ${JSON.stringify(names)}`,
    );
  }
  if (!isExpressionOperator(operator)) throw unrecognized(operator);
  return operator === '$literal' ? expression : mapFields(expression);
};

const mapFields = (doc: Doc): Doc =>
  Object.fromEntries(Object.entries(doc).map(([name, value]) => [name, checkExpression(value)]));

/** Turns mingo's own complaints into an answer with a code. */
export const asCommandError = (error: unknown): never => {
  if (error instanceof CommandError) throw error;
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /'(\$\w+)' is not registered/.exec(message)?.[1];
  if (unknown !== undefined) throw unrecognized(unknown);
  const variable = /Use of undefined variable: (\S+)/.exec(message)?.[1];
  if (variable !== undefined) {
    throw new CommandError('Location17276', `Use of undefined variable: ${variable}`);
  }
  if (/divide by zero/.test(message)) throw new CommandError('BadValue', message);
  throw new CommandError('TypeMismatch', message);
};

/** Compiles an aggregation expression. @throws CommandError InvalidPipelineOperator for an unknown operator. */
export const compileExpression = (raw: unknown): Expression => {
  const expression = checkExpression(raw);
  return (doc, variables = noVariables) => {
    try {
      return evalExpr(doc, expression, optionsFor(variables));
    } catch (error) {
      return asCommandError(error);
    }
  };
};
