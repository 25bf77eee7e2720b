import { optionName, type Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { idOrItself } from '../client/request.js';

/** Filters have in the request the names that they have here, apart from `search`. The name of an actor is its id. */
export const auditFilters = async (
  context: Context,
  options: Typed['options'],
): Promise<Readonly<Record<string, unknown>>> => {
  const { actor, subject, type, account, [optionName('--search')]: q } = options;
  const who = actor === undefined ? undefined : await idOrItself(context, 'users', String(actor));
  const filters = { actor: who, subject, type, account, q };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
