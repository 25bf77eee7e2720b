import { createHash } from 'node:crypto';

/** The definitions of RFC 6962, section 2.1, as they stand there: nothing of the library is used. */
const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const split = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);

/** MTH(D[n]) */
export const treeHash = (entries: readonly Uint8Array[]): Buffer => {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), only);
  const k = split(entries.length);
  return sha256(Buffer.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
};

/** PATH(m, D[n]) */
export const path = (m: number, entries: readonly Uint8Array[]): readonly Buffer[] => {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...path(m, entries.slice(0, k)), treeHash(entries.slice(k))]
    : [...path(m - k, entries.slice(k)), treeHash(entries.slice(0, k))];
};

/** SUBPROOF(m, D[n], b) */
const subproof = (m: number, entries: readonly Uint8Array[], b: string): readonly Buffer[] => {
  if (m === entries.length) return b === 'whole' ? [] : [treeHash(entries)];
  const k = split(entries.length);
  return m <= k
    ? [...subproof(m, entries.slice(0, k), b), treeHash(entries.slice(k))]
    : [...subproof(m - k, entries.slice(k), 'part'), treeHash(entries.slice(0, k))];
};

/** PROOF(m, D[n]) */
export const proof = (m: number, entries: readonly Uint8Array[]): readonly Buffer[] =>
  subproof(m, entries, 'whole');
