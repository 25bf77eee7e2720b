import type { Authentication } from '../authentication/authentication.js';
import { type Doc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { typeOf } from '../bson/type-of.js';
import type { Cursors } from '../cursors.js';
import { CommandError } from '../errors.js';
import { TimeBudget } from '../query/time-budget.js';
import type { Catalog } from '../storage/catalog.js';

/** What a command can reach. */
export type CommandContext = Readonly<{
  catalog: Catalog;
  cursors: Cursors;
  connectionId: number;
  authentication: Authentication;
  now: () => Date;
  startedAt: Date;
  /** Whether what is written outlives the server. */
  persistent: boolean;
  /** Seconds between two looks at the TTL indexes. */
  setTtlInterval: (seconds: number) => void;
  connections: () => number;
  /** Resolves when more can be taken in; undefined if it can. */
  room: () => Promise<void> | undefined;
}>;

/** A command: its document in, the fields of which have been checked; the reply without `ok` out. */
export type Command = (command: Doc, context: CommandContext) => Doc;

export const databaseOf = (command: Doc): string => command['$db'] as string;

/** The collection that the command names in the field of its own name. */
export const collectionNameOf = (command: Doc, field: string): string => {
  const name = command[field];
  if (typeof name !== 'string') {
    throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeOf(name)}`);
  }
  if (name === '' || name.includes('\u0000')) {
    throw new CommandError(
      'InvalidNamespace',
      `Invalid namespace specified '${databaseOf(command)}.${name}'`,
    );
  }
  return name;
};

/** A document field, `undefined` if it is not given. */
export const docField = (command: Doc, field: string): Doc | undefined =>
  (command[field] as Doc | null | undefined) ?? undefined;

export const arrayField = (command: Doc, field: string): readonly unknown[] => command[field] as unknown[];

/** A whole number of zero or more, `undefined` if it is not given. */
export const countField = (command: Doc, field: string): number | undefined => {
  const value = command[field];
  return isNumeric(value) ? Math.min(Math.trunc(Number(value)), Number.MAX_SAFE_INTEGER) : undefined;
};

export const boolField = (command: Doc, field: string, fallback: boolean): boolean => {
  const value = command[field];
  if (typeof value === 'boolean') return value;
  return isNumeric(value) ? Number(value) !== 0 : fallback;
};

/** An index by name or key. Nothing, and what says nothing, is undefined. */
export const hintField = (command: Doc): string | Doc | undefined => {
  const hint = command['hint'] as string | Doc | null | undefined;
  if (hint === undefined || hint === null) return undefined;
  return typeof hint === 'object' && Object.keys(hint).length === 0 ? undefined : hint;
};

/** How long a command may work, by its `maxTimeMS`. */
export const budgetOf = (command: Doc): TimeBudget => new TimeBudget(countField(command, 'maxTimeMS') ?? 0);
