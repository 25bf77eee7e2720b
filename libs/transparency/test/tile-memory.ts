import { leafHash } from '../src/merkle-hash.js';
import { type ReadTile, TileEdge } from '../src/tiles.js';

/** Tiles in memory, filled with entries, in batches of so many. */
export const tilesOf = async (entries: readonly Uint8Array[], batch = entries.length): Promise<ReadTile> => {
  const tiles = new Map<string, Buffer>();
  const read: ReadTile = async ({ level, index }) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0);
  for (let at = 0; at < entries.length; at += batch) {
    const edge = await TileEdge.at(at, read);
    for (const entry of entries.slice(at, at + batch)) edge.append(leafHash(entry));
    for (const { level, index, hashes } of edge.takeChanged()) tiles.set(`${level}/${index}`, hashes);
  }
  return read;
};
