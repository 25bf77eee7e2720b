import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { path, proof, treeHash } from '../test/recursion.js';
import { tilesOf } from '../test/tile-memory.js';
import { CompactRange } from './compact-range.js';
import { consistencyPath, isConsistent } from './consistency.js';
import { inclusionPath, rootFromInclusion } from './inclusion.js';
import { emptyRoot, leafHash } from './merkle-hash.js';
import { RangeFromEnd } from './range-from-end.js';
import { nodesInTiles } from './tiles.js';
import { rootOf } from './tree-nodes.js';

/** The entries and roots that the tests of Certificate Transparency use. */
const published = {
  entries: [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ],
  roots: [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
  pathOfFirst: [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ],
};

const entriesOf = (count: number): readonly Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`));

const rangeOf = (entries: readonly Buffer[]): CompactRange => {
  const range = new CompactRange();
  for (const entry of entries) range.append(leafHash(entry));
  return range;
};

const hex = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString('hex'));

describe('the tree', () => {
  const entries = published.entries.map((text) => Buffer.from(text, 'hex'));

  it('has the published roots and the published path', async () => {
    expect(emptyRoot().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(new CompactRange().root()).toEqual(emptyRoot());
    const roots = published.roots.map((_, at) => rangeOf(entries.slice(0, at + 1)).root());
    expect(hex(roots)).toEqual(published.roots);
    const read = nodesInTiles(await tilesOf(entries));
    expect(hex(await inclusionPath(0, 8, read))).toEqual(published.pathOfFirst);
  });

  it('has the roots of the recursion, kept in tiles or in a range', async () => {
    const all = entriesOf(600);
    const read = nodesInTiles(await tilesOf(all, 37), 2);
    const range = new CompactRange();
    for (let size = 1; size <= all.length; size += 1) {
      range.append(leafHash(all[size - 1] as Buffer));
      if (size > 40 && ![255, 256, 257, 511, 512, 513, 600].includes(size)) continue;
      const expected = treeHash(all.slice(0, size));
      expect(range.root()).toEqual(expected);
      expect(await rootOf(size, read)).toEqual(expected);
    }
  });

  it('has the same root when its leaves come from the last one on', () => {
    const all = entriesOf(70);
    for (let size = 0; size <= all.length; size += 1) {
      const range = new RangeFromEnd();
      for (let index = size - 1; index >= 0; index -= 1) range.prepend(leafHash(all[index] as Buffer), index);
      expect(range.root()).toEqual(rangeOf(all.slice(0, size)).root());
    }
  });

  it('goes on in tiles above the first level', async () => {
    const all = entriesOf(256 * 256 + 300);
    const read = nodesInTiles(await tilesOf(all, 20_000));
    const root = rangeOf(all).root();
    expect(await rootOf(all.length, read)).toEqual(root);
    const index = 256 * 256 - 1;
    const found = rootFromInclusion(
      leafHash(all[index] as Buffer),
      index,
      all.length,
      await inclusionPath(index, all.length, read),
    );
    expect(found).toEqual(root);
  });
});

const sizes = fc.integer({ min: 1, max: 300 });

describe('a proof of inclusion', () => {
  it('is that of the recursion, and leads to the root', async () => {
    const all = entriesOf(300);
    const read = nodesInTiles(await tilesOf(all));
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
        const index = any % size;
        const found = await inclusionPath(index, size, read);
        expect(found).toEqual(path(index, all.slice(0, size)));
        const leaf = leafHash(all[index] as Buffer);
        expect(rootFromInclusion(leaf, index, size, found)).toEqual(treeHash(all.slice(0, size)));
      }),
    );
  });

  it('of which anything is another does not lead there', async () => {
    const all = entriesOf(300);
    const read = nodesInTiles(await tilesOf(all));
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), fc.nat({ max: 4 }), async (size, any, at, way) => {
        const index = any % size;
        const root = treeHash(all.slice(0, size));
        const leaf = leafHash(all[index] as Buffer);
        const good = await inclusionPath(index, size, read);
        const flip = (hash: Buffer): Buffer => {
          const flipped = Buffer.from(hash);
          flipped[at % 32] = (flipped[at % 32] as number) ^ 1;
          return flipped;
        };
        const forged: [Buffer, number, number, readonly Buffer[]][] = [
          [flip(leaf), index, size, good],
          [leaf, index, size, [...good, leaf]],
          [leaf, size, size, good],
        ];
        if (good.length > 0) {
          forged.push([leaf, index, size, good.slice(1)]);
          const changed = at % good.length;
          forged.push([leaf, index, size, good.map((hash, each) => (each === changed ? flip(hash) : hash))]);
        }
        const [hash, where, of, by] = forged[way % forged.length] as (typeof forged)[number];
        expect(rootFromInclusion(hash, where, of, by)).not.toEqual(root);
      }),
    );
  });

  it('is refused for what is no index', async () => {
    const read = nodesInTiles(await tilesOf(entriesOf(3)));
    for (const index of [-1, 3, 0.5, NaN]) {
      await expect(inclusionPath(index, 3, read)).rejects.toThrow(RangeError);
      expect(rootFromInclusion(leafHash('x'), index, 3, [])).toBeUndefined();
    }
  });
});

describe('a proof of consistency', () => {
  it('is that of the recursion, and holds', async () => {
    const all = entriesOf(300);
    const read = nodesInTiles(await tilesOf(all));
    const head = (size: number) => ({ size, root: treeHash(all.slice(0, size)) });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const found = await consistencyPath(from, to, read);
        expect(found).toEqual(from === to ? [] : proof(from, all.slice(0, to)));
        expect(isConsistent(head(from), head(to), found)).toBe(true);
      }),
    );
    expect(isConsistent({ size: 0, root: emptyRoot() }, head(5), [])).toBe(true);
  });

  it('does not hold for a log that forked, or a path of which anything is another', async () => {
    const all = entriesOf(300);
    const read = nodesInTiles(await tilesOf(all));
    const head = (size: number) => ({ size, root: treeHash(all.slice(0, size)) });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(), async (one, other, at) => {
        fc.pre(one !== other);
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const found = await consistencyPath(from, to, read);
        const forked = { size: from, root: leafHash('another log') };
        expect(isConsistent(forked, head(to), found)).toBe(false);
        expect(isConsistent(head(from), { size: to, root: leafHash('another log') }, found)).toBe(false);
        expect(isConsistent(head(to), head(from), found)).toBe(false);
        const changed = at % found.length;
        const forged = found.map((hash, each) => (each === changed ? leafHash(hash) : hash));
        expect(isConsistent(head(from), head(to), forged)).toBe(false);
        expect(isConsistent(head(from), head(to), found.slice(1))).toBe(false);
      }),
    );
    expect(isConsistent(head(4), { size: 4, root: leafHash('another log') }, [])).toBe(false);
  });
});
