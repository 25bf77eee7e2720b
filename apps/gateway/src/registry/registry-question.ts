import type { IncomingHttpHeaders } from 'node:http';

/** A request that no client of a registry makes; 400. */
export class RegistryQuestionRefused extends Error {
  constructor(
    /** RFC 6749 §5.2. */
    readonly error: 'invalid_request' | 'unsupported_grant_type',
    message: string,
  ) {
    super(message);
  }
}

/** What a client asks the token endpoint for. */
export type RegistryQuestion = Readonly<{
  service: string;
  username?: string;
  password?: string;
  refreshToken?: string;
  scopes: readonly string[];
  offline: boolean;
  client?: string;
}>;

type Parameters = Readonly<Record<string, unknown>>;

const textsOf = (parameters: Parameters, name: string): readonly string[] => {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
};

/** A workload's own token is long. */
const longest: Readonly<Record<string, number>> = { password: 16_384, subject_token: 16_384 };

/** A parameter that may stand there once. */
const textOf = (parameters: Parameters, name: string): string | undefined => {
  const [text, ...others] = textsOf(parameters, name);
  if (others.length > 0) throw new RegistryQuestionRefused('invalid_request', `${name} stands there twice`);
  if (text !== undefined && text.length > (longest[name] ?? 1_024)) {
    throw new RegistryQuestionRefused('invalid_request', `${name} is too long`);
  }
  return text;
};

const serviceOf = (parameters: Parameters): string => {
  const service = textOf(parameters, 'service');
  if (service === undefined || service === '') {
    throw new RegistryQuestionRefused('invalid_request', 'service is missing');
  }
  return service;
};

export type BasicCredentials = Readonly<{ username: string; password: string }>;

/**
 * RFC 7617: `undefined` without credentials, or with empty ones. What cannot be read counts as a wrong password, so that
 * nobody who meant to sign in is served as a stranger.
 */
export const basicCredentials = ({ authorization }: IncomingHttpHeaders): BasicCredentials | undefined => {
  if (authorization === undefined) return undefined;
  const [, encoded] = /^basic +(\S*) *$/i.exec(authorization) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const text = bytes.toString('utf8');
  const colon = text.indexOf(':');
  const isReadable = encoded !== undefined && colon !== -1 && bytes.toString('base64') === encoded;
  if (!isReadable) return { username: '', password: '\u0000' };
  const [username, password] = [text.slice(0, colon), text.slice(colon + 1)];
  return username === '' && password === '' ? undefined : { username, password };
};

const client = (text: string | undefined) => (text === undefined ? {} : { client: text.slice(0, 200) });

/** `GET`: RFC 7617 and a query. Throws `RegistryQuestionRefused`. */
export const questionOfQuery = (query: Parameters, headers: IncomingHttpHeaders): RegistryQuestion => {
  const service = serviceOf(query);
  const credentials = basicCredentials(headers);
  const account = textOf(query, 'account');
  if (credentials && account !== undefined && account !== '' && account !== credentials.username) {
    throw new RegistryQuestionRefused('invalid_request', 'account is another one than the user who signs in');
  }
  return {
    ...{ service, ...credentials, scopes: textsOf(query, 'scope') },
    offline: textOf(query, 'offline_token') === 'true',
    ...client(textOf(query, 'client_id')),
  };
};

const required = (form: Parameters, name: string): string => {
  const text = textOf(form, name);
  if (text === undefined || text === '') {
    throw new RegistryQuestionRefused('invalid_request', `${name} is missing`);
  }
  return text;
};

const credentialsOfForm = (form: Parameters) => {
  switch (textOf(form, 'grant_type')) {
    case 'password':
      return { username: required(form, 'username'), password: required(form, 'password') };
    case 'refresh_token':
      return { refreshToken: required(form, 'refresh_token') };
    case undefined:
      throw new RegistryQuestionRefused('invalid_request', 'grant_type is missing');
    default:
      throw new RegistryQuestionRefused('unsupported_grant_type', 'grant_type is password or refresh_token');
  }
};

/** RFC 8693 §3. */
const jwtTypes = ['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token'];
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** What a workload exchanges. */
export type ExchangeQuestion = Readonly<{ service: string; subjectToken: string }>;

/** RFC 8693 §2.1; `undefined` for a form that asks for something else. Throws `RegistryQuestionRefused`. */
export const exchangeOfForm = (form: Parameters): ExchangeQuestion | undefined => {
  if (textOf(form, 'grant_type') !== tokenExchange) return undefined;
  if (!jwtTypes.includes(required(form, 'subject_token_type'))) {
    throw new RegistryQuestionRefused('invalid_request', `subject_token_type is ${jwtTypes.join(' or ')}`);
  }
  const audience = textOf(form, 'audience');
  const service = textOf(form, 'service') ?? audience;
  return { service: serviceOf({ service }), subjectToken: required(form, 'subject_token') };
};

/** `POST`: an OAuth 2 form; skopeo repeats `scope`. Throws `RegistryQuestionRefused`. */
export const questionOfForm = (form: Parameters): RegistryQuestion => ({
  service: serviceOf(form),
  ...credentialsOfForm(form),
  scopes: textsOf(form, 'scope'),
  offline: textOf(form, 'access_type') === 'offline',
  ...client(textOf(form, 'client_id')),
});
