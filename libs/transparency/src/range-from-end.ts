import { emptyRoot, nodeHash } from './merkle-hash.js';

type Node = Readonly<{ level: number; index: number; hash: Buffer }>;

/** A Merkle tree that is given its leaves from the last one to the first, and keeps some twenty hashes. */
export class RangeFromEnd {
  /** Complete subtrees, the first in the tree last. */
  private readonly nodes: Node[] = [];

  /** `index`: one less than that of the leaf before. */
  prepend(leaf: Buffer, index: number): void {
    let node: Node = { level: 0, index, hash: leaf };
    for (let right = this.nodes.at(-1); right?.level === node.level && node.index % 2 === 0;) {
      this.nodes.pop();
      node = { level: node.level + 1, index: node.index / 2, hash: nodeHash(node.hash, right.hash) };
      right = this.nodes.at(-1);
    }
    this.nodes.push(node);
  }

  /** The root, once the first leaf of the tree has been given. */
  root(): Buffer {
    const [last, ...others] = this.nodes;
    return last ? others.reduce((right, left) => nodeHash(left.hash, right), last.hash) : emptyRoot();
  }
}
