import { DomainError, withheldFields } from '@credstream/domain-kernel';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino } from 'pino';

export type Logger = pino.Logger;

/**
 * Names under which a secret could come into a log line, at any of the first three depths; besides the fields that
 * events withhold.
 */
const secretNames = [
  'password',
  'secret',
  'key',
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'authorization',
  'cookie',
  'idempotencyKey',
  'idempotency-key',
  'x-api-key',
  'set-cookie',
];
const redacted = (): string[] =>
  [...secretNames, ...withheldFields()].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** A code of the operating system: `ECONNREFUSED`, not Node's `ERR_...` for a fault of ours. */
const ofSystem = /^E[A-Z]+$/;

const isForeseen = (error: unknown): boolean => {
  if (error === undefined) return true;
  const { code, cause } = error as Readonly<{ code?: unknown; cause?: unknown }>;
  return (error instanceof DomainError || ofSystem.test(String(code))) && isForeseen(cause);
};

/** A refusal that was foreseen is told by its words and its cause; a stack is for a fault of ours. */
const errorShown = (error: Error): object => {
  const shown = pino.stdSerializers.err(error);
  if (!(error instanceof DomainError) || !isForeseen(error)) return shown;
  return { type: shown.type, code: error.code, message: shown.message };
};

/** Structured logs, one JSON object a line on standard error, so that standard output stays for people. */
export const createLogger = (
  service: string,
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger =>
  pino(
    {
      ...{ level, base: { service } },
      redact: { paths: redacted(), censor: '[redacted]' },
      serializers: { err: errorShown },
    },
    destination,
  );

/** Nest's own messages in the same form; its start-up chatter is debug. */
export const nestLogger = (log: Logger): LoggerService => ({
  log: (message: unknown) => log.debug({ from: 'nest' }, String(message)),
  error: (message: unknown, ...rest: unknown[]) =>
    log.error({ from: 'nest', err: message instanceof Error ? message : rest[0] }, String(message)),
  warn: (message: unknown) => log.warn({ from: 'nest' }, String(message)),
});
