import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as windows from 'mingo/operators/window';
import { accumulatorOverrides } from './accumulators.js';
import { expressionOverrides } from './expression-operators.js';
import { operatorsOf } from './mingo-operators.js';

const expressionOperators = { ...operatorsOf(expressions), ...expressionOverrides };
const accumulatorOperators = { ...operatorsOf(accumulators), ...accumulatorOverrides };

/** mingo itself needs these within other operators; a command cannot bring a function along. */
const scripts = new Set(['$function', '$accumulator']);

/** Whether `$name` can stand at the head of an expression. */
export const isExpressionOperator = (name: string): boolean =>
  !scripts.has(name) &&
  (Object.hasOwn(expressionOperators, name) || Object.hasOwn(accumulatorOperators, name));

/** Whether `$name` can compute a field of `$group`. */
export const isAccumulator = (name: string): boolean =>
  !scripts.has(name) && Object.hasOwn(accumulatorOperators, name);

export const isStageOfMingo = (name: string): boolean => Object.hasOwn(operatorsOf(pipeline), name);

/** mingo's operators, with BSON's order and integers where mingo has JavaScript's. */
export const expressionContext = Context.init({
  accumulator: accumulatorOperators as never,
  expression: expressionOperators as never,
  pipeline: operatorsOf<never>(pipeline),
  window: operatorsOf<never>(windows),
});
