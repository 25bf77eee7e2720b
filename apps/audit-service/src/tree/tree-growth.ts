import { TileEdge, tileWidth } from '@credstream/transparency';
import type { TreeState, TreeStore } from './tree-store.js';

const positionBytes = 8;

/** The end of the tree as it grows, in the memory of the copy that lets it grow: some kilobytes. */
export class TreeGrowth {
  private readonly changedPositions = new Map<number, Buffer>();

  private constructor(
    private readonly store: TreeStore,
    private readonly edge: TileEdge,
    private openPositions: Buffer,
    private reached: bigint,
  ) {}

  static async from(store: TreeStore, { size, position }: TreeState): Promise<TreeGrowth> {
    const open = (size % tileWidth) * positionBytes;
    const positions = open === 0 ? Buffer.alloc(0) : await store.positionsOf(Math.floor(size / tileWidth));
    return new TreeGrowth(
      store,
      await TileEdge.at(size, store.readTile),
      positions.subarray(0, open),
      position,
    );
  }

  get size(): number {
    return this.edge.size;
  }

  /** Everything up to this position has been taken in. */
  get position(): bigint {
    return this.reached;
  }

  append(leaf: Buffer, position: bigint): void {
    const tile = Math.floor(this.size / tileWidth);
    const bytes = Buffer.alloc(positionBytes);
    bytes.writeBigUInt64BE(position);
    if (this.size % tileWidth === 0) this.openPositions = Buffer.alloc(0);
    this.openPositions = Buffer.concat([this.openPositions, bytes]);
    this.changedPositions.set(tile, this.openPositions);
    this.edge.append(leaf);
    this.pass(position);
  }

  /** Nothing up to this position is missing. */
  pass(position: bigint): void {
    if (position > this.reached) this.reached = position;
  }

  async save(): Promise<void> {
    const { size, position } = this;
    await this.store.save(this.edge.takeChanged(), this.changedPositions, { size, position });
    this.changedPositions.clear();
  }
}
