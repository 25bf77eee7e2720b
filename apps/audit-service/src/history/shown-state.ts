import { withheldFields } from '@credstream/domain-kernel';

/** What a field is called that holds a secret, or from which one can be guessed. */
const looksSecret = /hash|secret|cipher|wrapped|password|private|sealed|nonce|bearer/i;

/** Facts about secrets, which are shown: how many, when, until when. */
const isFact = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;

const isHidden = (name: string, value: unknown, withheld: ReadonlySet<string>): boolean =>
  withheld.has(name) || (looksSecret.test(name) && !isFact(value));

const shown = (value: unknown, withheld: ReadonlySet<string>): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return shown(Object.fromEntries(value as Map<string, unknown>), withheld);
  if (value instanceof Set) return shown([...(value as Set<unknown>)], withheld);
  if (Array.isArray(value)) return value.map((each) => shown(each, withheld));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inside]) => !isHidden(name, inside, withheld))
      .map(([name, inside]) => [name, shown(inside, withheld)]),
  );
};

/** A state as JSON, without anything that is secret or made from a secret. */
export const shownState = (state: unknown): unknown => shown(state, new Set(withheldFields()));
