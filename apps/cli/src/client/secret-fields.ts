import {
  type CredentialType,
  credentialTypeNames,
  credentialTypes,
  fieldRule,
  requiredFields,
} from '@credstream/domain-credential';
import type { Typed } from './command.js';
import type { Context } from './context.js';
import { NotDone, WrongUse } from './errors.js';
import { askSecret, readInput, readStdin, withoutLineBreak } from './input.js';

const howTo =
  'Give it with --password-stdin, --password-file, --secret-file field=path, or --secret-stdin (JSON of all fields).';

/** Throws `NotDone` for a type that only a newer server has. */
export const typeNamed = (text: string): CredentialType => {
  const type = credentialTypeNames.find((name) => name === text);
  if (type !== undefined) return type;
  throw new NotDone(`This version of credstream knows no credential of type ${text}.`);
};

const fieldsOf = (type: CredentialType): readonly string[] => Object.keys(credentialTypes[type]);

/** What is asked for on a terminal: the one field without which a credential of the type is nothing. */
const mainFieldOf = (type: CredentialType): string => {
  const main = requiredFields(type).find((field) => fieldRule(type, field)?.isSecret);
  if (main !== undefined) return main;
  throw new WrongUse(
    `A credential of type ${type} has fields of any name. Give each with --secret-file field=path, or all with --secret-stdin.`,
  );
};

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // The parser's words could show a piece of the secret.
  }
  throw new WrongUse(
    'What is piped in is no JSON object of fields, as {"username": "...", "password": "..."}.',
  );
};

/** `field=value`, cut at the first equals sign. Throws `WrongUse`. */
const cut = (text: string, form: string): readonly [field: string, value: string] => {
  const at = text.indexOf('=');
  // A text without a field may be a secret: it is not shown.
  if (at < 1) throw new WrongUse(`What is given is no field. Write ${form}`);
  return [text.slice(0, at), text.slice(at + 1)];
};

const requireKnown = (type: CredentialType, field: string): void => {
  if (fieldRule(type, field)) return;
  throw new WrongUse(
    `A credential of type ${type} has no field ${field}. It has: ${fieldsOf(type).join(', ')}.`,
  );
};

const requireWhole = (type: CredentialType, secret: Readonly<Record<string, unknown>>): void => {
  const missing = requiredFields(type).filter((field) => secret[field] === undefined);
  if (missing.length === 0) return;
  const ways = missing.map((field) =>
    fieldRule(type, field)?.isSecret ? `--secret-file ${field}=path` : `--set ${field}=...`,
  );
  throw new WrongUse(
    `A credential of type ${type} needs ${missing.join(' and ')} too. Give it with ${ways.join(' ')}.`,
  );
};

/**
 * `{secret}` for a body, in the form of the type: from standard input, files and the terminal. What is not secret may be an
 * option. A new secret is whole; of one that is replaced, what is not sent stays.
 */
export const readSecretFields = async (
  { note }: Pick<Context, 'note'>,
  options: Typed['options'],
  type: CredentialType,
  { missing }: Readonly<{ missing: 'is refused' | 'stays' }>,
): Promise<Readonly<{ secret: Readonly<Record<string, unknown>> }>> => {
  const secret: Record<string, unknown> = {};
  const put = (field: string, value: unknown): void => {
    requireKnown(type, field);
    secret[field] = value;
  };
  if (options['username'] !== undefined) put('username', options['username']);
  for (const each of (options['set'] ?? []) as readonly string[]) {
    const [field, value] = cut(each, '--set username=ci');
    requireKnown(type, field);
    if (fieldRule(type, field)?.isSecret) {
      throw new WrongUse(
        `${field} is a secret, and arguments are seen by everybody on this machine. ${howTo}`,
      );
    }
    put(field, value);
  }
  for (const each of (options['secretFile'] ?? []) as readonly string[]) {
    const [field, path] = cut(each, '--secret-file privateKey=./id_ed25519');
    put(field, await readInput(path));
  }
  if (options['secretStdin']) {
    const given = parsed(await readStdin());
    const values = type === 'generic' && 'values' in given ? given['values'] : given;
    for (const [field, value] of Object.entries(values as object)) put(field, value);
  }
  if (options['passwordFile'] !== undefined)
    put(mainFieldOf(type), withoutLineBreak(await readInput(String(options['passwordFile']))));
  if (options['passwordStdin']) put(mainFieldOf(type), withoutLineBreak(await readStdin()));
  const hasSecret = Object.keys(secret).some((field) => fieldRule(type, field)?.isSecret);
  if (!hasSecret) {
    const main = mainFieldOf(type);
    put(main, await askSecret(main, howTo));
  }
  if (missing === 'is refused') requireWhole(type, secret);
  for (const [field, value] of Object.entries(secret)) if (value === '') note(`The field ${field} is empty.`);
  return { secret: type === 'generic' ? { values: secret } : secret };
};
