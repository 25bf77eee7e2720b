const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|[+-]([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * A point in time from RFC 3339 text (§5.6), cut to whole seconds; `undefined` for anything else,
 * so for `2026-02-30T00:00:00Z` and `24:00` too. A leap second reads as the second before it.
 */
export const parseInstant = (text: string): Date | undefined => {
  const parts = rfc3339.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = /[Zz]$/.test(text) ? 'Z' : text.slice(-6);
  const iso = `${text.slice(0, 10)}T${text.slice(11, 17)}${String(Math.min(second, 59)).padStart(2, '0')}${offset}`;
  return new Date(iso);
};

/** RFC 3339 in UTC and whole seconds, as every answer shows a time: `2026-11-21T22:00:00Z`. */
export const formatInstant = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`;
