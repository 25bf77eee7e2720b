import type { SecretValue, WrittenSecret } from '@credstream/contracts/credential';

/** Every value by its name: text, or `{base64}` for bytes. */
export const flatSecret = (values: readonly SecretValue[]): WrittenSecret =>
  Object.fromEntries(values.map(({ name, text, base64 }) => [name, text !== undefined ? text : { base64 }]));

/** As it was written. */
export const shownSecret = (type: string, values: readonly SecretValue[]): WrittenSecret =>
  type === 'generic' ? { values: flatSecret(values) } : flatSecret(values);

/** The bytes of one value. */
export const bytesOf = ({ text, base64 = '' }: SecretValue): Buffer =>
  text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);
