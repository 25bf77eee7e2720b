import { isDoc, type Doc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { typeOf } from '../bson/type-of.js';
import { CommandError, typeMismatch } from '../errors.js';
import type { Authentication } from '../authentication/authentication.js';
import type { Cursors } from '../cursors.js';
import type { Catalog } from '../storage/catalog.js';
import { isSimpleCollation } from '../storage/index-specification.js';

/** What a command can reach. */
export type CommandContext = Readonly<{
  catalog: Catalog;
  cursors: Cursors;
  connectionId: number;
  authentication: Authentication;
  now: () => Date;
  startedAt: Date;
  /** Seconds between two looks at the TTL indexes. */
  setTtlInterval: (seconds: number) => void;
  connections: () => number;
}>;

/** A command: its document in, the reply without `ok` out. */
export type Command = (command: Doc, context: CommandContext) => Doc;

export const databaseOf = (command: Doc): string => {
  const database = command['$db'];
  if (typeof database !== 'string') throw typeMismatch('$db has to be a string');
  return database;
};

/** The collection that the command names in the field of its own name. */
export const collectionNameOf = (command: Doc, field: string): string => {
  const name = command[field];
  if (typeof name !== 'string') {
    throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeOf(name)}`);
  }
  if (name === '')
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${databaseOf(command)}.'`);
  return name;
};

const wrongType = (command: string, field: string, value: unknown, expected: string): CommandError =>
  typeMismatch(
    `BSON field '${command}.${field}' is the wrong type '${typeOf(value)}', expected type '${expected}'`,
  );

/** A document field, `undefined` if it is not given. */
export const docField = (command: Doc, field: string, name = Object.keys(command)[0]!): Doc | undefined => {
  const value = command[field];
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw wrongType(name, field, value, 'object');
  return value;
};

export const arrayField = (
  command: Doc,
  field: string,
  name = Object.keys(command)[0]!,
): readonly unknown[] => {
  const value = command[field];
  if (value === undefined) {
    throw new CommandError('Location40414', `BSON field '${name}.${field}' is missing but a required field`);
  }
  if (!Array.isArray(value)) throw wrongType(name, field, value, 'array');
  return value;
};

/** A whole number of zero or more, `undefined` if it is not given. */
export const countField = (command: Doc, field: string): number | undefined => {
  const value = command[field];
  if (value === undefined || value === null) return undefined;
  const name = Object.keys(command)[0]!;
  if (!isNumeric(value)) throw wrongType(name, field, value, 'long');
  if (Number(value) < 0) {
    throw new CommandError(
      'Location51024',
      `BSON field '${field}' value must be >= 0, actual value '${value}'`,
    );
  }
  return Math.trunc(Number(value));
};

export const boolField = (command: Doc, field: string, fallback: boolean): boolean => {
  const value = command[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return Number(value) !== 0;
  throw wrongType(Object.keys(command)[0]!, field, value, 'bool');
};

/** Only the simple collation is there. */
export const refuseCollation = (holder: Doc): void => {
  const collation = holder['collation'];
  if (collation === undefined || isSimpleCollation(collation)) return;
  if (!isDoc(collation)) throw typeMismatch('the collation has to be an object');
  throw new CommandError('CommandNotSupported', 'only the simple collation is there in this server');
};

/** When a command has to be done, by its `maxTimeMS`. */
export const deadlineOf = (command: Doc, now: Date): number | undefined => {
  const milliseconds = countField(command, 'maxTimeMS');
  return milliseconds === undefined || milliseconds === 0 ? undefined : now.getTime() + milliseconds;
};
