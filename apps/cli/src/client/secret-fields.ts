import type { Context } from './context.js';
import type { Typed } from './command.js';
import { WrongUse } from './failures.js';
import { askSecret, readInput, readStdin, withoutLineBreak } from './input.js';

/** What is asked for on a terminal: the one field without which a credential of the type is nothing. */
const mainField: Readonly<Record<string, string>> = {
  registry: 'password',
  git: 'password',
  'username-password': 'password',
  'access-key': 'secretAccessKey',
  token: 'token',
};

const howTo =
  'Give it with --password-stdin, --password-file, --secret-file field=path, or --secret-stdin (JSON of all fields).';

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

/** `{secret}` for a body, from standard input, files and the terminal. What is not secret may be an option. */
export const readSecretFields = async (
  { note }: Context,
  options: Typed['options'],
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<{ secret: Readonly<Record<string, unknown>> }>> => {
  const secret: Record<string, unknown> = {};
  if (options['secretStdin']) Object.assign(secret, parsed(await readStdin()));
  for (const each of (options['set'] ?? []) as readonly string[]) {
    const cut = each.indexOf('=');
    if (cut < 1) throw new WrongUse(`"${each}" is no field. Write --set username=ci`);
    const field = each.slice(0, cut);
    if (/password|secret|privatekey|passphrase|token$/i.test(field)) {
      throw new WrongUse(
        `${field} is a secret, and arguments are seen by everybody on this machine. ${howTo}`,
      );
    }
    secret[field] = each.slice(cut + 1);
  }
  for (const each of (options['secretFile'] ?? []) as readonly string[]) {
    const cut = each.indexOf('=');
    if (cut < 1) throw new WrongUse(`--secret-file takes field=path, as privateKey=./id_ed25519`);
    secret[each.slice(0, cut)] = await readInput(each.slice(cut + 1));
  }
  const main = mainField[String(body['type'] ?? (body['provider'] ? 'registry' : ''))] ?? 'password';
  if (options['username'] !== undefined) secret['username'] = options['username'];
  if (options['passwordFile'] !== undefined) {
    secret[main] = withoutLineBreak(await readInput(String(options['passwordFile'])));
  }
  if (options['passwordStdin']) secret[main] = withoutLineBreak(await readStdin());
  const hasSecret = Object.keys(secret).some((field) => field !== 'username');
  if (!hasSecret) secret[main] = await askSecret(main, howTo);
  if (secret[main] === '') note(`The field ${main} is empty.`);
  return { secret };
};
