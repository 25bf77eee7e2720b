import { type KeyKind, keyPattern, parseKey } from './secret-key.js';

/** A key in a text: where it begins, and all but its secret. */
export type FoundKey = Readonly<{ value: string; kind: KeyKind; id: string; index: number }>;

/**
 * Every key of Credstream in a text, told from look-alikes by its checksum: offline, without asking anyone. For
 * hooks and scanners; those that know only regular expressions take `keyPattern.source`.
 */
export const findKeys = (text: string): readonly FoundKey[] =>
  [...text.matchAll(keyPattern)].flatMap(({ 0: value, index }) => {
    const key = parseKey(value);
    return key ? [{ value, kind: key.kind, id: key.id, index }] : [];
  });
