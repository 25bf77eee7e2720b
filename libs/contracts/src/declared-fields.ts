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

/** The fields of a message, those of the class it extends first. */
export const fieldsOf = (message: MessageClass): readonly Field[] => {
  const own = (prototype: object | null): readonly Field[] =>
    prototype === null
      ? []
      : [...own(Object.getPrototypeOf(prototype) as object | null), ...(declared.get(prototype) ?? [])];
  return own(message.prototype as object);
};
