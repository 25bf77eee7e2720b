import { RequestInvalid } from '@credstream/domain-kernel';
import type { KeyQuestion } from '../key-index/key-verifier.js';
import { keyQuestion } from './key-question.js';

/** What the proxy's operator asks with each request, and how it is to be answered. */
export type AuthorizeQuestion = Readonly<{
  asked: Pick<KeyQuestion, 'permission' | 'scope'>;
  /** For a request that may pass; Envoy takes 200 alone. */
  allowedStatus: 200 | 204;
  /** For a key that is used too often; nginx's auth_request knows 401 and 403 alone. */
  limitedStatus: 403 | 429;
}>;

const path = '/authorize';
const names = ['permission', 'scope', 'status', 'limited'] as const;
type Name = (typeof names)[number];
type Options = Partial<Record<Name, string>>;

const refuse = (name: string, message: string): never => {
  throw new RequestInvalid(message, { errors: [{ path: name, rule: name, message }] });
};

const isName = (name: string): name is Name => (names as readonly string[]).includes(name);

/** Each name at most once, and no other: a question that is misspelt must not count as not asked. */
const optionsOf = (text: string): Options => {
  const options: Options = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (!isName(name)) return refuse('query', `The options of ${path} are ${names.join(', ')}`);
    if (options[name] !== undefined) return refuse(name, `${name} stands twice`);
    options[name] = value;
  }
  return options;
};

const oneOf = <T extends number>(name: Name, value: string | undefined, allowed: readonly [T, T]): T => {
  if (value === undefined) return allowed[0];
  return (
    allowed.find((status) => String(status) === value) ?? refuse(name, `${name} is ${allowed.join(' or ')}`)
  );
};

const questionOf = (
  { permission, scope, status, limited }: Options,
  statuses: readonly [204, 200] | readonly [200, 204],
): AuthorizeQuestion => ({
  asked: keyQuestion({ permission, scope }, undefined),
  allowedStatus: oneOf<200 | 204>('status', status, statuses),
  limitedStatus: oneOf('limited', limited, [403, 429]),
});

/** In the query of a request that has been appended, these would be the client's, and the operator may mean them. */
const ambiguous = /[?&](?:permission|scope)=/;

/**
 * The question that an address of `/authorize` asks; `undefined` when it is the address of something else.
 *
 * - `/authorize?permission=…` is written by the operator alone.
 * - `/authorize/…` and `/authorize;permission=…/…` are a prefix of the operator, to which Envoy has appended path and
 *   query of the client's request. What is appended is not read; 200 is the answer that Envoy takes.
 *
 * @throws RequestInvalid
 */
export const readAuthorizeUrl = (url: string): AuthorizeQuestion | undefined => {
  if (!url.startsWith(path)) return undefined;
  const rest = url.slice(path.length);
  if (rest === '' || rest.startsWith('?')) return questionOf(optionsOf(rest.slice(1)), [204, 200]);
  if (rest.startsWith('/')) {
    if (!ambiguous.test(rest)) return questionOf({}, [200, 204]);
    return refuse('query', `Behind ${path}/ options stand before the slash: ${path};permission=…;scope=…/`);
  }
  if (!rest.startsWith(';')) return undefined;
  const slash = rest.search(/[/?]/);
  const options = slash === -1 ? rest.slice(1) : rest.slice(1, slash);
  return questionOf(optionsOf(options.replaceAll(';', '&')), [200, 204]);
};

const keepAtMost = 1_000;

/** Remembers what addresses ask: a proxy sends the same few again and again. */
export const createAuthorizeUrlReader = (): typeof readAuthorizeUrl => {
  const known = new Map<string, AuthorizeQuestion>();
  return (url) => {
    const kept = known.get(url);
    if (kept) return kept;
    const question = readAuthorizeUrl(url);
    if (question && !url.startsWith('/', path.length)) {
      if (known.size >= keepAtMost) known.clear();
      known.set(url, question);
    }
    return question;
  };
};
