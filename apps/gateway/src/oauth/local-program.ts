import { hash } from 'node:crypto';
import { RequestInvalid } from '@credstream/domain-kernel';
import { escaped } from '../http/html.js';

/** A program on the machine of the user, which signs in by the user's browser (RFC 8252). */
export type LocalProgram = Readonly<{ redirectUri: string; codeChallenge: string; state: string }>;

const names = ['redirect_uri', 'code_challenge', 'code_challenge_method', 'state'] as const;

/** The literal addresses of loopback: a name could lead elsewhere (RFC 8252 §8.3). */
const loopback = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):\d{1,5}\/callback$/;

const rules: Readonly<Record<(typeof names)[number], readonly [RegExp, string]>> = {
  redirect_uri: [loopback, 'is http://127.0.0.1:<port>/callback or http://[::1]:<port>/callback'],
  code_challenge: [/^[\w-]{43}$/, 'is a SHA-256 in base64url (RFC 7636)'],
  code_challenge_method: [/^S256$/, 'is S256'],
  state: [/^[\w-]{16,128}$/, 'has 16 to 128 letters, digits, - and _'],
};

/** Undefined when no program asks. Throws `RequestInvalid`. */
export const programIn = (query: Readonly<Record<string, unknown>>): LocalProgram | undefined => {
  if (!names.some((name) => query[name] !== undefined)) return undefined;
  const values = names.map((name) => {
    const [rule, words] = rules[name];
    const value = query[name];
    if (typeof value === 'string' && rule.test(value)) return value;
    const message = `${name} ${words}`;
    throw new RequestInvalid(message, { errors: [{ path: name, rule: 'form', message }] });
  });
  const [redirectUri = '', codeChallenge = '', , state = ''] = values;
  return { redirectUri, codeChallenge, state };
};

/** As it stands in the cookie of the sign-in, which the state of the sign-in authenticates. */
export const writtenProgram = (program: LocalProgram): string =>
  Buffer.from(new URLSearchParams(program).toString()).toString('base64url');

/** Of a cookie that is not authenticated yet: it may hold anything. */
export const readProgram = (cookie: string): LocalProgram | undefined => {
  const [, written] = cookie.split('.');
  if (written === undefined) return undefined;
  const read = new URLSearchParams(Buffer.from(written, 'base64url').toString());
  const value = (name: keyof LocalProgram): string => read.get(name) ?? '';
  return {
    redirectUri: value('redirectUri'),
    codeChallenge: value('codeChallenge'),
    state: value('state'),
  };
};

/** Both the page and the program show it, so that nobody signs in the program of somebody else. */
const phraseOf = (codeChallenge: string): string =>
  hash('sha256', codeChallenge).slice(0, 8).replace(/^.{4}/, '$&-').toUpperCase();

/** Whether its address is that of a program on this machine: a cookie that is not authenticated may hold any. */
export const isLoopback = ({ redirectUri }: LocalProgram): boolean => loopback.test(redirectUri);

/** Where a program hears that the sign-in came to nothing (RFC 6749 §4.1.2.1). */
export const refusedAt = ({ redirectUri, state }: LocalProgram, error: string, words?: string): string => {
  const told = { error, ...(words !== undefined && { error_description: words }), state };
  return `${redirectUri}?${new URLSearchParams(told).toString()}`;
};

/** The person decides: a neighbour on the machine could have sent the browser here. */
export const programPage = (
  program: LocalProgram,
  { code, username }: Readonly<{ code: string; username: string }>,
): string => {
  const { redirectUri, codeChallenge, state } = program;
  const address = `${redirectUri}?${new URLSearchParams({ code, state }).toString()}`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Credstream</title>
<h1>Sign in on the command line?</h1>
<p>A program on this computer asks to act as <b>${escaped(username)}</b>. Go on only when you have just started
<code>credstream login --oidc</code>, and it shows this code:</p>
<p><b>${phraseOf(codeChallenge)}</b></p>
<p><a href="${escaped(address)}">Go on</a></p>
<p><a href="${escaped(refusedAt(program, 'access_denied'))}">This was not me</a></p>
</html>`;
};
