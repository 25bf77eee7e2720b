import { nodeHash } from './merkle-hash.js';
import { type ReadNode, splitOf, type Subtree, subtreeHash } from './tree-nodes.js';

const isIndexOf = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

/** The subtrees beside the way from a leaf to the root, the lowest first (RFC 6962, section 2.1.1). */
const besides = (index: number, size: number): readonly Subtree[] => {
  const found: Subtree[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      found.push({ start: middle, end });
      end = middle;
    } else {
      found.push({ start, end: middle });
      start = middle;
    }
  }
  return found.reverse();
};

/**
 * The hashes that prove that a leaf is in the tree of the first `size` leaves.
 *
 * @throws RangeError when the tree has no such leaf
 */
export const inclusionPath = async (
  index: number,
  size: number,
  read: ReadNode,
): Promise<readonly Buffer[]> => {
  if (!isIndexOf(index, size)) throw new RangeError(`A tree of ${size} leaves has no leaf ${index}`);
  return Promise.all(besides(index, size).map((subtree) => subtreeHash(subtree, read)));
};

/**
 * The root that a proof of inclusion comes to (RFC 9162, section 2.1.3.2); undefined when its length does not fit
 * index and size. Who compares it with a signed root has verified the proof.
 */
export const rootFromInclusion = (
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Buffer | undefined => {
  if (!isIndexOf(index, size)) return undefined;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const hash of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(hash, root);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
};
