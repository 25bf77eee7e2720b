/** What sort of "no" it is. The gateway alone knows which HTTP status each kind has. */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'not_allowed',
  'conflict',
  'precondition',
  'too_large',
  'unsupported',
  'unprocessable',
  'rate_limited',
  'unavailable',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** One thing that is wrong with a request: where (`expiresAt`, `items.0.name`), which rule, in words. */
export type FieldError = Readonly<{ path: string; rule: string; message: string }>;

export type ErrorDetails = Readonly<{
  /** Each field that is wrong; shown to the caller. */
  errors?: readonly FieldError[];
  /** Seconds after which a retry makes sense. */
  retryAfter?: number;
}>;

/**
 * An expected refusal. `code` (`<context>.<fact>`) is for machines and never changes,
 * `message` is for the person who called, `cause` only for the log.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.details = details;
    this.name = new.target.name;
  }
}

/** One line of the error catalogue: what the code means, whatever the occasion, and what the caller can do. */
export type ErrorEntry = Readonly<{ code: string; kind: ErrorKind; title: string; remedy?: string }>;

const catalogue = new Map<string, ErrorEntry>();

/** Every error code that the loaded modules can answer with, by code. */
export const errorCatalogue = (): readonly ErrorEntry[] =>
  [...catalogue.values()].sort((a, b) => (a.code < b.code ? -1 : 1));

/** The catalogue's line for a code. */
export const errorEntry = (code: string): ErrorEntry | undefined => catalogue.get(code);

/**
 * A class for one code: `class ApiKeyNotActive extends defineError('apikey.not_active', 'conflict', '…') {}`.
 * Its message is the title unless the occasion has better words.
 */
export const defineError = (code: string, kind: ErrorKind, title: string, remedy?: string) => {
  if (catalogue.has(code)) throw new Error(`Two errors with the code ${code}`);
  catalogue.set(code, { code, kind, title, ...(remedy !== undefined && { remedy }) });
  return class extends DomainError {
    static readonly code = code;
    readonly code = code;
    readonly kind = kind;
    constructor(message: string = title, details: ErrorDetails = {}, cause?: unknown) {
      super(message, details, cause);
    }
  };
};

/** Refuses a request whose fields have errors; the title of the code says what, the errors say where and why. */
export const refuseFields = (
  Refusal: new (message?: string, details?: ErrorDetails) => DomainError,
  errors: readonly FieldError[],
): void => {
  if (errors.length > 0) throw new Refusal(undefined, { errors });
};
