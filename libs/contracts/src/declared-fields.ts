import type { MessageClass } from './method.js';

/** What the decorator of a field says of it; `max` is the largest whole number. */
export type Field = Readonly<{ name: string; list: boolean; optional: boolean }> &
  (
    | Readonly<{ kind: 'text' | 'flag' }>
    | Readonly<{ kind: 'whole'; min: number; max: number }>
    | Readonly<{ kind: 'nested'; of: MessageClass }>
  );

const declared = new WeakMap<object, Field[]>();

/** Called by the decorators of fields. */
export const declareField = (prototype: object, field: Field): void => {
  declared.set(prototype, [...(declared.get(prototype) ?? []), field]);
};

/** The fields of a message, those of the class it extends first; a field that is declared again is the newer one. */
export const fieldsOf = (message: MessageClass): readonly Field[] => {
  const fields = new Map<string, Field>();
  const collect = (prototype: object | null): void => {
    if (prototype === null) return;
    collect(Object.getPrototypeOf(prototype) as object | null);
    for (const field of declared.get(prototype) ?? []) fields.set(field.name, field);
  };
  collect(message.prototype as object);
  return [...fields.values()];
};
