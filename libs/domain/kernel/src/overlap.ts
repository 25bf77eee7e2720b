import { type DomainError, type ErrorDetails } from './errors.js';
import { formatInstant, parseInstant } from './instant.js';

const dayMs = 86_400_000;

type Refusal = new (message?: string, details?: ErrorDetails) => DomainError;

/**
 * Until when a secret that was replaced still works, in UTC whole seconds; not beyond now, unless it is asked for.
 * Throws `Refused` for what is no time, in the past or more than `maxDays` ahead.
 */
export const overlapEnd = (
  text: string | undefined,
  now: Date,
  maxDays: number,
  Refused: Refusal,
): string => {
  if (text === undefined) return formatInstant(now);
  const until = parseInstant(text);
  const wrong = (rule: string, message: string) =>
    new Refused(undefined, { errors: [{ path: 'overlapUntil', rule, message }] });
  if (!until) throw wrong('instant', 'must be an RFC 3339 time');
  if (formatInstant(until) < formatInstant(now)) throw wrong('future', 'must not be in the past');
  if (until.getTime() > now.getTime() + maxDays * dayMs) {
    throw wrong('maxOverlapDays', `must be at most ${maxDays} days ahead`);
  }
  return formatInstant(until);
};
