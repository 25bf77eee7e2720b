import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { loginByName, loginFor } from '../client/find-credential.js';
import { readStdin } from '../client/input.js';

/** gitcredentials(7): `key=value` lines up to an empty one; unknown keys are ignored. */
const attributesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (text.split('\n\n')[0] ?? '')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

// A value with one of these could smuggle in another key.
const breaking = /[\n\0\r]/;

/** A line for the person at the terminal: a server may refuse for its own reasons, so nothing is changed. */
const noteRefusal = (context: Context, address: string, username = ''): void =>
  context.note(
    `${address} refused the login${username === '' ? '' : ` of ${username}`}; Credstream keeps it. ` +
      'What is wrong with it: credstream credentials check NAME',
  );

/**
 * Answers `get`. git tells by `store` and `erase` what worked and what was refused: neither changes anything, and the
 * refusal is noted.
 */
export const run = async (context: Context, { arguments: [operation], options }: Typed): Promise<void> => {
  const { protocol = 'https', host, path = '', username } = attributesOf(await readStdin());
  if (host === undefined) return;
  if (operation === 'erase') return noteRefusal(context, `${protocol}://${host}/${path}`, username);
  if (operation !== 'get') return;
  const { credential } = options;
  const login =
    credential === undefined
      ? await loginFor(context, 'git', `${protocol}://${host}/${path}`)
      : await loginByName(context, String(credential));
  if (!login || (username !== undefined && username !== login.username)) return;
  if (breaking.test(login.username) || breaking.test(login.password)) return;
  const ends = login.expiresAt;
  await context.print(
    [
      `username=${login.username}`,
      `password=${login.password}`,
      ...(ends === undefined ? [] : [`password_expiry_utc=${Math.floor(Date.parse(ends) / 1000)}`]),
      '',
    ].join('\n'),
  );
};
