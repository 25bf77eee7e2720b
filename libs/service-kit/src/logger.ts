import { withheldFields } from '@credstream/domain-kernel';
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

/** Structured logs, one JSON object a line on standard error, so that standard output stays for people. */
export const createLogger = (
  service: string,
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger =>
  pino({ level, base: { service }, redact: { paths: redacted(), censor: '[redacted]' } }, destination);

/** Nest's own messages in the same form; its start-up chatter is debug. */
export const nestLogger = (log: Logger): LoggerService => ({
  log: (message: unknown) => log.debug({ from: 'nest' }, String(message)),
  error: (message: unknown, ...rest: unknown[]) =>
    log.error({ from: 'nest', err: message instanceof Error ? message : rest[0] }, String(message)),
  warn: (message: unknown) => log.warn({ from: 'nest' }, String(message)),
});
