import { hashBytes, nodeHash } from './merkle-hash.js';
import type { ReadNode } from './tree-nodes.js';

/** A tile holds so many hashes side by side (c2sp.org/tlog-tiles). */
export const tileWidth = 256;
const tileHeight = 8;

/** Tiles of level 0 hold leaf hashes; those of each level above hold the roots of the full tiles below. */
export type TileName = Readonly<{ level: number; index: number }>;

/** One after the other, the hashes that a tile has so far. */
export type TileHashes = Buffer;

/** Reads a tile; what is not there yet has no hashes. */
export type ReadTile = (tile: TileName) => Promise<TileHashes>;

const hashAt = (hashes: TileHashes, at: number): Buffer =>
  hashes.subarray(at * hashBytes, (at + 1) * hashBytes);

/** The levels of a tile: its hashes, and above them those of each pair. */
const levelsOf = (hashes: TileHashes): readonly (readonly Buffer[])[] => {
  let level = Array.from({ length: hashes.length / hashBytes }, (_, at) => hashAt(hashes, at));
  const levels = [level];
  while (level.length > 1) {
    const pairs = Math.floor(level.length / 2);
    level = Array.from({ length: pairs }, (_, at) =>
      nodeHash(level[2 * at] as Buffer, level[2 * at + 1] as Buffer),
    );
    levels.push(level);
  }
  return levels;
};

/** Nodes of a tree that lies in tiles. The tiles that were read last are kept: at most `kept` of them. */
export const nodesInTiles = (read: ReadTile, kept = 64): ReadNode => {
  const known = new Map<string, readonly (readonly Buffer[])[]>();
  const load = async (tile: TileName, name: string) => {
    const levels = levelsOf(await read(tile));
    known.delete(name);
    known.set(name, levels);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return levels;
  };
  return async (level, index) => {
    const [tileLevel, within] = [Math.floor(level / tileHeight), level % tileHeight];
    const width = tileWidth / 2 ** within;
    const tile = { level: tileLevel, index: Math.floor(index / width) };
    const name = `${tile.level}/${tile.index}`;
    const at = index % width;
    // A tile at the edge of the tree grows after it was read.
    const found = known.get(name)?.[within]?.[at] ?? (await load(tile, name))[within]?.[at];
    if (!found) throw new RangeError(`The tree has no node ${index} at level ${level}`);
    return found;
  };
};

/** The right edge of a tree: the tiles that are not full. It takes leaves and tells which tiles they changed. */
export class TileEdge {
  private leaves: number;
  private readonly open: TileHashes[];
  private readonly changed = new Map<string, TileName & Readonly<{ hashes: TileHashes }>>();

  private constructor(size: number, open: TileHashes[]) {
    this.leaves = size;
    this.open = open;
  }

  /** The edge of the tree of the first `size` leaves. */
  static async at(size: number, read: ReadTile): Promise<TileEdge> {
    const open: TileHashes[] = [];
    for (let [level, hashes] = [0, size]; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
      const index = Math.floor(hashes / tileWidth);
      const bytes = (hashes % tileWidth) * hashBytes;
      const tile = bytes === 0 ? Buffer.alloc(0) : await read({ level, index });
      if (tile.length < bytes) throw new RangeError(`Tile ${level}/${index} is shorter than the tree`);
      open.push(tile.subarray(0, bytes));
    }
    return new TileEdge(size, open);
  }

  get size(): number {
    return this.leaves;
  }

  append(leaf: Buffer): void {
    this.leaves += 1;
    this.put(0, this.leaves, leaf);
  }

  /** The tiles that changed since they were taken last, as they are now. */
  takeChanged(): readonly (TileName & Readonly<{ hashes: TileHashes }>)[] {
    const taken = [...this.changed.values()];
    this.changed.clear();
    return taken;
  }

  /** `count`: how many hashes the level has with this one. */
  private put(level: number, count: number, hash: Buffer): void {
    const index = Math.floor((count - 1) / tileWidth);
    const hashes = Buffer.concat([this.open[level] ?? Buffer.alloc(0), hash]);
    this.changed.set(`${level}/${index}`, { level, index, hashes });
    if (count % tileWidth !== 0) {
      this.open[level] = hashes;
      return;
    }
    this.open[level] = Buffer.alloc(0);
    const [root] = levelsOf(hashes)[tileHeight] ?? [];
    this.put(level + 1, count / tileWidth, root as Buffer);
  }
}
