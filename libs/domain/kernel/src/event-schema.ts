import type { Event } from './decider.js';

/** An event as the store holds it. Its shape is never edited; what readers would break on gets a new type. */
export type StoredShape = Readonly<{ type: string; data: unknown }>;

/**
 * The one total mapping between an aggregate's events in code and in the store.
 * `read` answers `undefined` for a type that is not this aggregate's.
 */
export type EventSchema<E extends Event> = Readonly<{
  write: (event: E) => StoredShape;
  read: (stored: StoredShape) => E | undefined;
}>;

/**
 * The schema of an aggregate whose every stored shape is still the newest one, so that code and store agree.
 * `types` names each event once; the compiler objects when one is missing.
 */
export const currentShapes = <E extends Event>(types: Readonly<Record<E['type'], true>>): EventSchema<E> => ({
  write: (event) => event,
  read: (stored) => (Object.hasOwn(types, stored.type) ? (stored as E) : undefined),
});
