import { WrongUse } from './errors.js';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const duration = /^(\d{1,6})([smhdw])$/;
const farthestMs = 8.64e15;

const durationMs = (text: string): number | undefined => {
  const [, count, unit] = duration.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * unitMs[unit as keyof typeof unitMs];
};

/** Longer than this no timer runs. */
const longestWaitMs = 20 * unitMs.d;

/** The milliseconds of `10m`. Throws `WrongUse`. */
export const waitMs = (text: string): number => {
  const ms = durationMs(text);
  if (ms === undefined || ms === 0 || ms > longestWaitMs)
    throw new WrongUse(`"${text}" is no time to wait for. Write a duration from 1s to 20d, as 10m.`);
  return ms;
};

/** The instant that `30d`, `12h` or an RFC 3339 time stands for. Throws `WrongUse`. */
export const instant = (text: string, now: Date): string => {
  const ms = durationMs(text);
  if (ms !== undefined) {
    const at = now.getTime() + ms;
    if (at <= farthestMs) return new Date(at).toISOString();
  }
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime())) return at.toISOString();
  }
  throw new WrongUse(
    `"${text}" is no time. Write a duration (30d, 12h, 45m) or an instant (2030-01-31T12:00:00Z).`,
  );
};

/** The instant as long ago as `30d` says, or an RFC 3339 time. Throws `WrongUse`. */
export const pastInstant = (text: string, now: Date): string => {
  if (!duration.test(text)) return instant(text, now);
  const ahead = new Date(instant(text, now)).getTime() - now.getTime();
  return new Date(now.getTime() - ahead).toISOString();
};

export const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new WrongUse(`"${text}" is no whole number.`);
  return value;
};

/** `repository:team/*:pull,push`, or `registry:catalog:*`, as a scope of a token; a name may hold colons. */
export const tokenScope = (
  text: string,
): Readonly<{ type: string; name: string; actions: readonly string[] }> => {
  const [, type = '', name = '', actions = ''] = /^(\w+):(.+):([^:]+)$/.exec(text) ?? [];
  if (!type) throw new WrongUse(`"${text}" is no scope. Write repository:team/*:pull,push`);
  return { type, name, actions: actions.split(',') };
};

/** `100/60s`, as a limit of uses. */
export const rateLimit = (text: string): Readonly<{ requests: number; perSeconds: number }> => {
  const [, requests, count, unit] = /^(\d+)\/(\d*)([smhd])$/.exec(text) ?? [];
  if (requests === undefined) throw new WrongUse(`"${text}" is no rate. Write 100/60s or 10/m.`);
  const perSeconds = (Number(count || 1) * unitMs[unit as keyof typeof unitMs]) / 1000;
  return { requests: Number(requests), perSeconds };
};

/** `name=value`; all that follows the first `=` is the value. Throws `WrongUse`. */
export const pair = (text: string): readonly [string, string] => {
  const cut = text.indexOf('=');
  if (cut < 1) throw new WrongUse(`"${text}" is no setting. Write name=value.`);
  return [text.slice(0, cut), text.slice(cut + 1)];
};

/** `name=value` with a value in JSON, or text. */
export const setting = (text: string): Readonly<{ name: string; value: unknown }> => {
  const [name, value] = pair(text);
  try {
    return { name, value: JSON.parse(value) as unknown };
  } catch {
    // A word without quotes stands for itself.
    return { name, value };
  }
};
