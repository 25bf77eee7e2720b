// For their error codes: whatever a service refuses, the gateway describes.
import '@credstream/domain-apikey';
import '@credstream/domain-credential';
import '@credstream/domain-identity';
import '@credstream/domain-registry';
import { STATUS_CODES } from 'node:http';
import { DomainError, errorEntry, type ErrorKind } from '@credstream/domain-kernel';
import { problemOf, statusOf } from '../http/problem.js';
import { type Components, reference, type Responses, type Schema } from './open-api.js';

/** A class of refusals, as `defineError` makes them. */
export type Refusal = Readonly<{ code: string }>;

const problemType = 'application/problem+json';

/** A refusal as `problemOf` answers it. */
class Documented extends DomainError {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
  ) {
    super(message);
  }
}

const entryOf = (code: string) => {
  const entry = errorEntry(code);
  if (!entry) throw new Error(`No error has the code ${code}`);
  return entry;
};

const headersOf: Readonly<Partial<Record<ErrorKind, Record<string, object>>>> = {
  unauthenticated: { 'WWW-Authenticate': reference('headers', 'WWW-Authenticate') },
  rate_limited: { 'Retry-After': reference('headers', 'Retry-After') },
  unavailable: { 'Retry-After': reference('headers', 'Retry-After') },
};

const refusalResponse = (kind: ErrorKind, codes: readonly string[]) => ({
  description: `${STATUS_CODES[statusOf[kind]]}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
  headers: { ...headersOf[kind], 'X-Request-Id': reference('headers', 'X-Request-Id') },
  content: {
    [problemType]: {
      schema: reference('schemas', 'Problem'),
      examples: Object.fromEntries(codes.map((code) => [code, reference('examples', code)])),
    },
  },
});

/** The answers of the statuses that these refusals have, each with an example of each code. */
export const refusalResponses = (refusals: readonly Refusal[]): Responses => {
  const kinds = new Map<ErrorKind, string[]>();
  for (const code of [...new Set(refusals.map((refusal) => refusal.code))].sort()) {
    const { kind } = entryOf(code);
    kinds.set(kind, [...(kinds.get(kind) ?? []), code]);
  }
  return Object.fromEntries(
    [...kinds].map(([kind, codes]) => [
      statusOf[kind],
      codes.length === 1 && codes[0] !== undefined
        ? reference('responses', codes[0])
        : refusalResponse(kind, codes),
    ]),
  );
};

/** The answers of a single code that the document refers to. */
export const singleRefusals = (codes: Iterable<string>): NonNullable<Components['responses']> =>
  Object.fromEntries([...codes].sort().map((code) => [code, refusalResponse(entryOf(code).kind, [code])]));

/** What is answered when something else goes wrong. */
export const otherRefusal = {
  description: 'Any other refusal, or a fault (`internal`)',
  content: { [problemType]: { schema: reference('schemas', 'Problem') } },
};

/** An example of each code that the document refers to. */
export const refusalExamples = (codes: Iterable<string>): NonNullable<Components['examples']> =>
  Object.fromEntries(
    [...codes].sort().map((code) => {
      const { kind, title } = entryOf(code);
      return [
        code,
        { summary: title, value: problemOf(new Documented(code, kind, title), 'b8Xq2vJ0Zk1a.3f') },
      ];
    }),
  );

export const problemSchemas: Readonly<Record<string, Schema>> = {
  Problem: {
    type: 'object',
    description: 'RFC 9457. `code` is stable; `detail` has words for the occasion.',
    required: ['type', 'title', 'status', 'code', 'traceId'],
    properties: {
      type: { type: 'string', description: 'Where the code is explained' },
      title: { type: 'string', description: 'What the code means' },
      status: { type: 'integer', description: 'The status of the answer' },
      detail: { type: 'string', description: 'What is wrong here, or what to do' },
      code: { type: 'string', description: 'For machines: `<context>.<fact>`' },
      traceId: { type: 'string', description: 'The X-Request-Id of the request; the log has it too' },
      errors: { type: 'array', items: reference('schemas', 'FieldError') },
    },
  },
  FieldError: {
    type: 'object',
    description: 'One field that is wrong.',
    required: ['path', 'rule', 'message'],
    properties: {
      path: { type: 'string', description: 'Where: `expiresAt`, `roles.0.scope`' },
      rule: { type: 'string', description: 'The rule that it breaks' },
      message: { type: 'string', description: 'The rule in words' },
    },
  },
};
