import { Binary } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { typeOf } from '../bson/type-of.js';
import { badValue, CommandError, typeMismatch } from '../errors.js';

/** Checks one value that is there; `name` is where it stands, such as `update.updates.q`. @throws CommandError */
export type Check = (value: unknown, name: string) => void;

/** The fields of a document; those with `required` may not be left out. */
export type Fields = Readonly<Record<string, Check | Readonly<{ required: Check }>>>;

const wrongType = (value: unknown, name: string, expected: string): CommandError =>
  typeMismatch(`BSON field '${name}' is the wrong type '${typeOf(value)}', expected type '${expected}'`);

const ofType =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, name) => {
    if (!holds(value)) throw wrongType(value, name, expected);
  };

export const anything: Check = () => undefined;
export const text = ofType('string', (value) => typeof value === 'string');
export const object = ofType('object', isDoc);
export const array = ofType('array', Array.isArray);
export const binary = ofType('binData', (value) => value instanceof Binary);
export const number = ofType('number', isNumeric);
/** MongoDB takes a number for a Boolean. */
export const flag = ofType('bool', (value) => typeof value === 'boolean' || isNumeric(value));

/** A whole number from zero on. */
export const count: Check = (value, name) => {
  if (!isNumeric(value)) throw wrongType(value, name, 'long');
  const n = Number(value);
  if (Number.isNaN(n) || n < 0) {
    throw new CommandError(
      'Location51024',
      `BSON field '${name.slice(name.lastIndexOf('.') + 1)}' value must be >= 0, actual value '${n}'`,
    );
  }
};

/** Milliseconds that fit into an int32. */
export const milliseconds: Check = (value, name) => {
  if (!isNumeric(value)) throw wrongType(value, name, 'number');
  const n = Number(value);
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 31 - 1)
    throw badValue(`${n} value for maxTimeMS is out of range`);
};

/** An index by its name or key; nothing is decided yet. */
export const hint = ofType('string or object', (value) => typeof value === 'string' || isDoc(value));

export const each =
  (check: Check): Check =>
  (value, name) => {
    array(value, name);
    for (const element of value as unknown[]) check(element, name);
  };

/** A document with these fields and no others. */
export const documentOf =
  (fields: Fields): Check =>
  (value, name) => {
    if (!isDoc(value)) throw wrongType(value, name, 'object');
    checkDocument(value, name, fields);
  };

/** A field that this server knows of and does not have: only what changes nothing is taken. */
export const notHere =
  (...harmless: readonly unknown[]): Check =>
  (value, name) => {
    if (value === false || harmless.includes(value)) return;
    throw new CommandError('CommandNotSupported', `'${name}' is not there in this server`);
  };

/** @throws CommandError 40415 for a field that is not known, 40414 for one that is missing, 14 for a wrong type */
export const checkDocument = (doc: Doc, name: string, fields: Fields): void => {
  for (const [field, value] of Object.entries(doc)) {
    const check = Object.hasOwn(fields, field) ? fields[field]! : undefined;
    if (check === undefined) {
      throw new CommandError('Location40415', `BSON field '${name}.${field}' is an unknown field.`);
    }
    if (value === null) continue;
    (typeof check === 'function' ? check : check.required)(value, `${name}.${field}`);
  }
  for (const [field, check] of Object.entries(fields)) {
    if (typeof check === 'function' || (doc[field] ?? undefined) !== undefined) continue;
    throw new CommandError('Location40414', `BSON field '${name}.${field}' is missing but a required field`);
  }
};
