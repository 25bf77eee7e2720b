import type { FieldError } from '@credstream/domain-kernel';
import { refuseFields } from '@credstream/domain-kernel';
import { CredentialSecretInvalid, CredentialSecretTooLarge } from './credential.errors.js';
import { type CredentialType, fieldRule, requiredFields } from './credential-types.js';

/** One field of a secret as it was sent: `text` or `base64`, not both. */
export type SentField = Readonly<{ name: string; text?: string; base64?: string }>;

/** The values of a secret by their fields, byte for byte. */
export type Secret = ReadonlyMap<string, Uint8Array>;

/** Bytes of one value. */
export const maxValueBytes = 64 * 1024;
/** Bytes of all values of one version together: what the log, the bus and a Kubernetes Secret can carry. */
export const maxSecretBytes = 256 * 1024;
/** Values of a generic secret. */
export const maxValues = 64;

const reserved = new Set(['__proto__', 'constructor', 'prototype']);

const pathOf = (type: CredentialType, name: string): string =>
  type === 'generic' ? `secret.values.${name.slice(0, 100)}` : `secret.${name.slice(0, 100)}`;

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const wrong = (path: string, rule: string, message: string): readonly FieldError[] => [
  { path, rule, message },
];

/** Of a name in a generic secret: one that Kubernetes refuses is kept all the same, for other uses. */
const nameErrors = (name: string, path: string): readonly FieldError[] => {
  if (name === '') return wrong('secret.values', 'name', 'a value must have a name');
  if (name.length > 512) return wrong(path, 'length', 'a name has at most 512 characters');
  if (reserved.has(name)) return wrong(path, 'name', `${name} cannot be the name of a value`);
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return wrong(path, 'characters', 'a name has no control characters');
  return [];
};

const valueErrors = (path: string, { text, base64 }: SentField): readonly FieldError[] => {
  if ((text === undefined) === (base64 === undefined)) {
    return wrong(path, 'value', 'must be a text, {"base64": "..."} or {"generate": {"length": 32}}');
  }
  if (base64 !== undefined && !base64Form.test(base64)) {
    return wrong(path, 'base64', 'base64 must be padded base64 (RFC 4648, section 4)');
  }
  if (text !== undefined && /\p{Cs}/u.test(text)) {
    return wrong(path, 'characters', 'holds half of a surrogate pair, which no bytes stand for; send base64');
  }
  const bytes = text === undefined ? Buffer.byteLength(base64!, 'base64') : Buffer.byteLength(text);
  if (bytes > maxValueBytes) return wrong(path, 'size', `must have at most ${maxValueBytes} bytes`);
  return [];
};

const missingErrors = (type: CredentialType, fields: readonly SentField[]): readonly FieldError[] => {
  const sent = new Set(fields.map(({ name }) => name));
  if (type === 'generic' && (fields.length === 0 || fields.length > maxValues)) {
    return wrong('secret.values', 'count', `must have 1 to ${maxValues} values`);
  }
  return requiredFields(type)
    .filter((name) => !sent.has(name))
    .map((name) => ({ path: `secret.${name}`, rule: 'required', message: `secret.${name} is required` }));
};

const fieldErrors = (type: CredentialType, field: SentField, isRepeated: boolean): readonly FieldError[] => {
  const path = pathOf(type, field.name);
  if (isRepeated) return wrong(path, 'unique', `${field.name} is there twice`);
  if (type === 'generic') return [...nameErrors(field.name, path), ...valueErrors(path, field)];
  const rule = fieldRule(type, field.name);
  if (!rule) return wrong(path, 'unknown_field', `${path} is not a field of a ${type} credential`);
  const errors = valueErrors(path, field);
  const isEmpty = field.text === '' || field.base64 === '';
  if (errors.length > 0 || !rule.required || !isEmpty) return errors;
  return wrong(path, 'required', `${path} must not be empty`);
};

const bytesOf = ({ text, base64 = '' }: SentField): Uint8Array =>
  text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);

const sizeOf = (secret: Secret): number =>
  [...secret].reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + value.byteLength, 0);

/**
 * The values of a secret of this type. Nothing is trimmed and nothing is encoded anew.
 *
 * @throws CredentialSecretInvalid
 * @throws CredentialSecretTooLarge
 */
export const checkSecret = (type: CredentialType, fields: readonly SentField[]): Secret => {
  const names = fields.map(({ name }) => name);
  const errors = [
    ...missingErrors(type, fields),
    ...fields.flatMap((field, at) => fieldErrors(type, field, names.indexOf(field.name) < at)),
  ];
  refuseFields(
    errors.some(({ rule }) => rule === 'size') ? CredentialSecretTooLarge : CredentialSecretInvalid,
    errors.slice(0, 20),
  );
  const secret = new Map(fields.map((field) => [field.name, bytesOf(field)]));
  refuseTooLarge(secret);
  return secret;
};

/** @throws CredentialSecretTooLarge */
export const refuseTooLarge = (secret: Secret): void => {
  if (sizeOf(secret) <= maxSecretBytes) return;
  const message = `all values of a version have at most ${maxSecretBytes} bytes together`;
  throw new CredentialSecretTooLarge(undefined, { errors: [{ path: 'secret', rule: 'size', message }] });
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that these bytes are; `undefined` when they are none. */
export const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

/** A secret as it is answered: text where it is text, else base64. */
export const shownFields = (secret: Secret): readonly SentField[] =>
  [...secret].map(([name, bytes]) => {
    const text = textOf(bytes);
    return text === undefined ? { name, base64: Buffer.from(bytes).toString('base64') } : { name, text };
  });
