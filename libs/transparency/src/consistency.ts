import { emptyRoot, nodeHash } from './merkle-hash.js';
import { type ReadNode, splitOf, type Subtree, subtreeHash } from './tree-nodes.js';

/** The size of a tree and its root. */
export type TreeHead = Readonly<{ size: number; root: Uint8Array }>;

/** The subtrees of which the larger tree is made around the smaller one (RFC 6962, section 2.1.2). */
const between = (from: number, to: number): readonly Subtree[] => {
  const found: Subtree[] = [];
  let [start, end, whole] = [0, to, true];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      found.push({ start: middle, end });
      end = middle;
    } else {
      found.push({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  if (!whole) found.push({ start, end });
  return found.reverse();
};

/**
 * The hashes that prove that the tree of the first `to` leaves begins with the first `from`; none when either is empty
 * or both are one.
 *
 * @throws RangeError when `to` is smaller than `from`
 */
export const consistencyPath = async (
  from: number,
  to: number,
  read: ReadNode,
): Promise<readonly Buffer[]> => {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from) {
    throw new RangeError(`A tree of ${to} leaves cannot have grown from one of ${from}`);
  }
  if (from === 0 || from === to) return [];
  return Promise.all(between(from, to).map((subtree) => subtreeHash(subtree, read)));
};

/** Does the larger tree begin with the smaller one (RFC 9162, section 2.1.4.2)? */
export const isConsistent = (from: TreeHead, to: TreeHead, path: readonly Uint8Array[]): boolean => {
  const isRoot = (hash: Uint8Array, { root }: TreeHead) => Buffer.compare(hash, root) === 0;
  if (from.size > to.size || from.size < 0) return false;
  if (from.size === to.size) return path.length === 0 && isRoot(from.root, to);
  if (from.size === 0) return path.length === 0 && isRoot(emptyRoot(), from);
  let node = from.size - 1;
  let last = to.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  // A complete tree is a node of the larger one, and the proof leaves it out.
  const [first, ...rest] = node === 0 ? [from.root, ...path] : path;
  if (first === undefined) return false;
  let [smaller, larger] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      smaller = nodeHash(hash, smaller);
      larger = nodeHash(hash, larger);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      larger = nodeHash(larger, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isRoot(smaller, from) && isRoot(larger, to);
};
