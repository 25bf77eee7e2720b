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
  /** The type of each stored shape, and which fields of its data never leave the log. */
  withheld: Readonly<Record<string, readonly string[]>>;
  /** The same of fields that are called as if they were secret and are not. */
  shown: Readonly<Record<string, readonly string[]>>;
}>;

type FieldOf<E extends Event, T extends E['type']> = keyof Extract<E, { type: T }>['data'] & string;

/**
 * What is said of an event where it is declared. `withheld` names the fields that never leave the log: hashes of
 * secrets, ciphertexts, wrapped keys. Audit log, webhooks and logs leave them out. `shown` names fields that are
 * called as if they were secret and are not. `personal` names fields about the user of the stream, which are stored
 * sealed by the data key of that person, and are absent once it is destroyed.
 */
export type EventDeclaration<Field extends string> =
  true | Readonly<{ withheld?: readonly Field[]; shown?: readonly Field[]; personal?: readonly Field[] }>;

type Declarations<E extends Event> = Readonly<{
  [T in E['type']]: EventDeclaration<FieldOf<E, T>>;
}>;

const withheldAnywhere = new Set<string>();

/** Every field that some event of the loaded modules withholds, for what cannot know which event it was. */
export const withheldFields = (): readonly string[] => [...withheldAnywhere];

const personalByType = new Map<string, readonly string[]>();

/** The fields of an event that are stored sealed. */
export const personalFieldsOf = (type: string): readonly string[] => personalByType.get(type) ?? [];

const eventTypes = new Set<string>();

/** Is this the type of an event that the loaded modules can record? */
export const isEventType = (type: string): boolean => eventTypes.has(type);

/**
 * The schema of an aggregate whose every stored shape is still the newest one, so that code and store agree.
 * `types` names each event once; the compiler objects when one is missing.
 */
export const currentShapes = <E extends Event>(types: Declarations<E>): EventSchema<E> => {
  for (const type of Object.keys(types)) eventTypes.add(type);
  const declarations = Object.entries<EventDeclaration<string>>(types);
  for (const [type, declared] of declarations) {
    if (declared !== true && declared.personal) personalByType.set(type, declared.personal);
  }
  const fieldsBy = (what: 'withheld' | 'shown') =>
    Object.fromEntries(
      declarations.map(([type, declared]) => [type, declared === true ? [] : (declared[what] ?? [])]),
    );
  const withheld = fieldsBy('withheld');
  for (const field of Object.values(withheld).flat()) withheldAnywhere.add(field);
  return {
    write: (event) => event,
    read: ({ type, data }) => (Object.hasOwn(types, type) ? ({ type, data } as E) : undefined),
    withheld,
    shown: fieldsBy('shown'),
  };
};

/**
 * The data of a stored event without what never leaves the log. `undefined` when none of these schemas knows the
 * event: nobody has said what of it may be shown, so that nothing may.
 */
export const disclosed = (
  schemas: readonly Pick<EventSchema<never>, 'withheld'>[],
  { type, data }: StoredShape,
): Readonly<Record<string, unknown>> | undefined => {
  const schema = schemas.find(({ withheld }) => Object.hasOwn(withheld, type));
  if (!schema) return undefined;
  const hidden = new Set(schema.withheld[type]);
  return Object.fromEntries(Object.entries(data as object).filter(([field]) => !hidden.has(field)));
};
