import { createHash } from 'node:crypto';

/** Bytes of a SHA-256 hash. */
export const hashBytes = 32;

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** The hash of an entry (RFC 6962, section 2.1): SHA-256 of 0x00 and the entry. Text is taken as UTF-8. */
export const leafHash = (entry: string | Uint8Array): Buffer =>
  createHash('sha256').update(leafPrefix).update(entry).digest();

/** The hash of two subtrees: SHA-256 of 0x01, the left and the right hash. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(nodePrefix).update(left).update(right).digest();

/** The root of a tree without entries: SHA-256 of nothing. */
export const emptyRoot = (): Buffer => createHash('sha256').digest();
