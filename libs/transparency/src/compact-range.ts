import { emptyRoot, nodeHash } from './merkle-hash.js';

/**
 * A Merkle tree that grows leaf by leaf and keeps one hash for each 1 in the binary form of its size: 20 hashes for a
 * million entries. It knows its root and nothing else.
 */
export class CompactRange {
  private leaves = 0;
  /** The roots of its complete subtrees, the largest first. */
  private readonly roots: Buffer[] = [];

  get size(): number {
    return this.leaves;
  }

  append(leaf: Buffer): void {
    let hash = leaf;
    for (let size = this.leaves; size % 2 === 1; size = Math.floor(size / 2)) {
      hash = nodeHash(this.roots.pop() as Buffer, hash);
    }
    this.roots.push(hash);
    this.leaves += 1;
  }

  root(): Buffer {
    return (
      this.roots.reduceRight<Buffer | undefined>(
        (right, left) => (right === undefined ? left : nodeHash(left, right)),
        undefined,
      ) ?? emptyRoot()
    );
  }
}
