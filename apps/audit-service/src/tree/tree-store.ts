import { positionText } from '@credstream/projections';
import { type ReadTile, type TileHashes, type TileName, tileWidth } from '@credstream/transparency';
import { Binary, type Collection, type Db } from 'mongodb';

type TileDocument = { _id: string; hashes: Binary };
/** The log positions of the entries of one tile of leaves; the id is the first of them. */
type PositionsDocument = { _id: string; tile: number; positions: Binary };
type StateDocument = { _id: string; size: number; position: string; diverged?: Divergence };

/** Where the log is not what was signed, in words. */
export type Divergence = Readonly<{ reason: string }>;

/** `position`: everything up to there has been taken in. */
export type TreeState = Readonly<{ size: number; position: bigint; diverged?: Divergence }>;

const stateId = 'tree';
const positionBytes = 8;

const tileId = ({ level, index }: TileName): string => `${level}/${String(index).padStart(12, '0')}`;

const bytesOf = (binary: Binary): Buffer => Buffer.from(binary.value());

const positionAt = (positions: Buffer, at: number): bigint => positions.readBigUInt64BE(at * positionBytes);

/** What is kept of the tree: its hashes in tiles, and where in the log each entry is. 41 bytes for an entry. */
export class TreeStore {
  private readonly tiles: Collection<TileDocument>;
  private readonly positions: Collection<PositionsDocument>;
  private readonly states: Collection<StateDocument>;

  constructor(db: Db) {
    this.tiles = db.collection('tree_tiles');
    this.positions = db.collection('tree_positions');
    this.states = db.collection('tree_state');
  }

  async prepare(): Promise<void> {
    await this.positions.createIndexes([{ key: { tile: 1 } }]);
  }

  async forget(): Promise<void> {
    await this.states.deleteMany({});
    await this.positions.deleteMany({});
    await this.tiles.deleteMany({});
  }

  async state(): Promise<TreeState> {
    const found = await this.states.findOne({ _id: stateId });
    if (!found) return { size: 0, position: -1n };
    const { size, position, diverged } = found;
    return { size, position: BigInt(position), ...(diverged && { diverged }) };
  }

  /** Hashes and positions first: what the state speaks of is there, and what is beyond it is written again. */
  async save(
    tiles: readonly (TileName & Readonly<{ hashes: TileHashes }>)[],
    positions: ReadonlyMap<number, Buffer>,
    { size, position }: Readonly<{ size: number; position: bigint }>,
  ): Promise<void> {
    if (tiles.length > 0) {
      await this.tiles.bulkWrite(
        tiles.map((tile) => ({
          updateOne: {
            filter: { _id: tileId(tile) },
            update: { $set: { hashes: new Binary(tile.hashes) } },
            upsert: true,
          },
        })),
      );
    }
    if (positions.size > 0) {
      await this.positions.bulkWrite(
        [...positions].map(([tile, bytes]) => ({
          updateOne: {
            filter: { _id: positionText(positionAt(bytes, 0)) },
            update: { $set: { tile, positions: new Binary(bytes) } },
            upsert: true,
          },
        })),
      );
    }
    await this.states.updateOne(
      { _id: stateId },
      { $set: { size, position: String(position) } },
      { upsert: true },
    );
  }

  async diverge(divergence: Divergence): Promise<void> {
    await this.states.updateOne({ _id: stateId }, { $set: { diverged: divergence } }, { upsert: true });
  }

  readonly readTile: ReadTile = async (tile) => {
    const found = await this.tiles.findOne({ _id: tileId(tile) });
    return found ? bytesOf(found.hashes) : Buffer.alloc(0);
  };

  /** The positions of the entries of a tile of leaves. */
  async positionsOf(tile: number): Promise<Buffer> {
    const found = await this.positions.findOne({ tile });
    return found ? bytesOf(found.positions) : Buffer.alloc(0);
  }

  /** The index of the entry at a position of the log. */
  async indexOf(position: bigint): Promise<number | undefined> {
    const found = await this.positions
      .find({ _id: { $lte: positionText(position) } }, { limit: 1 })
      .sort({ _id: -1 })
      .toArray();
    const [document] = found;
    if (!document) return undefined;
    const bytes = bytesOf(document.positions);
    for (let at = 0; at * positionBytes < bytes.length; at += 1) {
      if (positionAt(bytes, at) === position) return document.tile * tileWidth + at;
    }
    return undefined;
  }

  async positionOf(index: number): Promise<bigint | undefined> {
    const bytes = await this.positionsOf(Math.floor(index / tileWidth));
    const at = index % tileWidth;
    return (at + 1) * positionBytes <= bytes.length ? positionAt(bytes, at) : undefined;
  }
}
