type Element<T> = T extends readonly (infer U)[] ? U : never;

/** What one event means for what is shown of a thing, whether one looks at the thing or at a list. */
export type Change<Facts> =
  /** The thing is there from now on. */
  | Readonly<{ create: Facts }>
  | Readonly<{
      change: Partial<Facts>;
      /** One element more in a list, or without those that have these fields. */
      add?: { readonly [K in keyof Facts]?: Element<Facts[K]> };
      take?: { readonly [K in keyof Facts]?: Element<Facts[K]> };
      /** Only these fields of an object. */
      merge?: { readonly [K in keyof Facts]?: Partial<Facts[K]> };
      /** Fields that are absent from now on. */
      unset?: readonly (keyof Facts & string)[];
    }>
  /** The thing is shown no more. */
  | Readonly<{ remove: true }>;

const has = (element: unknown, fields: object): boolean =>
  Object.entries(fields).every(([name, value]) => (element as Record<string, unknown>)[name] === value);

/** The facts after one more change; `undefined` before the creation and after the end. */
export const afterChange = <Facts extends object>(
  facts: Facts | undefined,
  change: Change<Facts> | undefined,
): Facts | undefined => {
  if (!change) return facts;
  if ('remove' in change) return undefined;
  if ('create' in change) return facts ?? change.create;
  if (!facts) return undefined;
  const after = { ...facts, ...change.change } as Record<string, unknown>;
  for (const [name, element] of Object.entries(change.add ?? {})) {
    after[name] = [...(after[name] as unknown[]), element];
  }
  for (const [name, element] of Object.entries(change.take ?? {})) {
    after[name] = (after[name] as unknown[]).filter((each) => !has(each, element as object));
  }
  for (const [name, fields] of Object.entries(change.merge ?? {})) {
    after[name] = { ...(after[name] as object), ...(fields as object) };
  }
  for (const name of change.unset ?? []) delete after[name];
  return after as Facts;
};

/** What a history comes to for who looks at the thing. */
export const factsOf = <E, Facts extends object>(
  changeOf: (event: E) => Change<Facts> | undefined,
  history: readonly E[],
): Facts | undefined =>
  history.reduce<Facts | undefined>((facts, event) => afterChange(facts, changeOf(event)), undefined);
