import { withheldFields } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';

/** What a field is called that holds a secret, or from which one can be guessed. */
const looksSecret = /hash|secret|cipher|wrapped|password|private|sealed|nonce|bearer/i;

/** Facts about secrets, which are shown: how many, when, until when. */
const isFact = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;

const isHidden = (name: string, value: unknown, withheld: ReadonlySet<string>): boolean =>
  withheld.has(name) || (looksSecret.test(name) && !isFact(value));

type Hidden = Readonly<{ names: ReadonlySet<string>; values: ReadonlySet<unknown> }>;

const shown = (value: unknown, hidden: Hidden): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return shown(Object.fromEntries(value as Map<string, unknown>), hidden);
  if (value instanceof Set) return shown([...(value as Set<unknown>)], hidden);
  if (Array.isArray(value)) {
    return value.filter((each) => !hidden.values.has(each)).map((each) => shown(each, hidden));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inside]) => !isHidden(name, inside, hidden.names) && !hidden.values.has(inside))
      .map(([name, inside]) => [name, shown(inside, hidden)]),
  );
};

/**
 * A state as JSON, without anything that is secret or made from a secret, under whatever name the state keeps it: nothing
 * that an event withholds.
 */
export const shownState = (state: unknown, events: readonly Pick<RecordedEvent, 'data'>[]): unknown => {
  const names = new Set(withheldFields());
  const withheld = events.flatMap(({ data }) =>
    Object.entries(data as object).flatMap(([name, value]) => (names.has(name) ? [value as unknown] : [])),
  );
  return shown(state, { names, values: new Set(withheld.filter((value) => typeof value === 'string')) });
};
