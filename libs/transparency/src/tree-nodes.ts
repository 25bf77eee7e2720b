import { emptyRoot, nodeHash } from './merkle-hash.js';

/** The hash of a complete subtree: `level` 0 are the leaves, and node `index` covers 2^level of them. */
export type ReadNode = (level: number, index: number) => Promise<Buffer>;

/** Leaves from `start` up to but not with `end`; `start` is a multiple of the largest subtree in it. */
export type Subtree = Readonly<{ start: number; end: number }>;

/** The largest power of two that is smaller than `count`; `count` is at least 2. */
export const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** Reads the hash of a subtree from the complete subtrees in it. */
export const subtreeHash = async ({ start, end }: Subtree, read: ReadNode): Promise<Buffer> => {
  const complete: Promise<Buffer>[] = [];
  for (let from = start; from < end;) {
    let level = 0;
    while (from % 2 ** (level + 1) === 0 && from + 2 ** (level + 1) <= end) level += 1;
    complete.push(read(level, from / 2 ** level));
    from += 2 ** level;
  }
  const hashes = await Promise.all(complete);
  return (
    hashes.reduceRight<Buffer | undefined>(
      (right, left) => (right === undefined ? left : nodeHash(left, right)),
      undefined,
    ) ?? emptyRoot()
  );
};

/** The root of the tree of the first `size` leaves. */
export const rootOf = (size: number, read: ReadNode): Promise<Buffer> =>
  subtreeHash({ start: 0, end: size }, read);
