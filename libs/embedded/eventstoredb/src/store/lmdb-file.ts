import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DamagedStore } from './damaged-store.js';

/**
 * Reads LMDB's data file page by page without LMDB, which may crash on a damaged one.
 * Layout: `mdb.c` of lmdb-js 3 (page header with transaction id, offsets counted from its end).
 */
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const HEADER = 24;
const BRANCH = 1;
const LEAF = 2;
const OVERFLOW = 4;
const META = 8;
const BIG_DATA = 1;
const SUB_DATABASE = 2;
const NODE = 8;
const TREE_BYTES = 48;

type Tree = Readonly<{ name: string; root: number; depth: number; entries: number; integerKeys: boolean }>;

type Meta = Readonly<{
  page: number;
  pageSize: number;
  transaction: number;
  lastPage: number;
  free: Tree;
  main: Tree;
}>;

export type Entry = Readonly<{ key: Buffer; value: Buffer }>;

const EMPTY_ROOT = 0xffffffffffffffffn;
const pageName = (page: number) => `page ${page}`;

const readTree = (bytes: Buffer, offset: number, name: string, integerKeys = false): Tree => {
  const root = bytes.readBigUInt64LE(offset + 40);
  return {
    name,
    root: root === EMPTY_ROOT ? -1 : Number(root),
    depth: bytes.readUInt16LE(offset + 6),
    entries: Number(bytes.readBigUInt64LE(offset + 32)),
    integerKeys,
  };
};

export class LmdbFile {
  private readonly fd: number;
  private readonly size: number;
  private readonly meta: Meta;
  /** Pages already reached, so that no page is used twice. */
  private readonly reached: Uint8Array;

  /** Opens the file and checks both meta pages and its length; throws DamagedStore. */
  constructor(path: string) {
    this.fd = openSync(path, 'r');
    try {
      this.size = fstatSync(this.fd).size;
      this.meta = this.currentMeta();
      this.reached = new Uint8Array(this.meta.lastPage + 1);
    } catch (error) {
      closeSync(this.fd);
      throw error;
    }
  }

  close(): void {
    closeSync(this.fd);
  }

  /** The named databases. */
  databases(): ReadonlyMap<string, Tree> {
    const trees = new Map<string, Tree>();
    for (const { key, value } of this.walk(this.meta.main, SUB_DATABASE)) {
      // lmdb-js ends the name of a database with a zero byte.
      const name = key.toString('utf8').replace(/\0$/, '');
      if (value.length !== TREE_BYTES) {
        throw new DamagedStore(pageName(this.meta.main.root), `database ${name} has no tree`);
      }
      trees.set(name, readTree(value, 0, name));
    }
    return trees;
  }

  /** All entries of a database in order; checks every page on the way. */
  entries(tree: Tree): Generator<Entry> {
    return this.walk(tree, 0);
  }

  /** Checks that the list of free pages names no page in use. Call it after all databases were walked. */
  checkFreePages(): void {
    for (const { value } of this.walk(this.meta.free, 0)) {
      const place = pageName(this.meta.free.root);
      const words = value.length / 8;
      const count = words >= 1 ? Number(value.readBigInt64LE(0)) : -1;
      if (count < 0 || count >= words)
        throw new DamagedStore(place, 'a list of free pages has a wrong length');
      for (let index = 1; index <= count; index++) {
        const word = Number(value.readBigInt64LE(index * 8));
        // A negative word is the length of a run whose first page follows; zero is an unused slot.
        if (word === 0) continue;
        const first = word < 0 ? Number(value.readBigInt64LE(++index * 8)) : word;
        for (let page = first; page < first + Math.max(1, -word); page++) {
          if (page < 2 || page > this.meta.lastPage) {
            throw new DamagedStore(place, `page ${page} is listed as free but does not exist`);
          }
          if (this.reached[page] !== 0) {
            throw new DamagedStore(pageName(page), 'it is in use and listed as free, or listed twice');
          }
          this.reached[page] = 1;
        }
      }
    }
  }

  /** Checks the pages that lead to the records, but not those that hold them. */
  checkFrame(): void {
    for (const tree of this.databases().values()) {
      if (tree.root >= 0) this.checkBranches(tree, tree.root, 1);
    }
  }

  private checkBranches(tree: Tree, number: number, depth: number): void {
    if (depth >= tree.depth) return;
    const page = this.readPage(number, BRANCH);
    for (const { size } of this.nodesOf(page, number, false)) {
      this.checkBranches(tree, this.checked(size, number), depth + 1);
    }
  }

  private currentMeta(): Meta {
    const pageSize = this.read(0, HEADER + 136).readUInt32LE(48);
    if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) {
      throw new DamagedStore(pageName(0), `${pageSize} is not a page size`);
    }
    const [first, second] = [this.readMeta(0, pageSize), this.readMeta(1, pageSize)] as const;
    const current = first.transaction > second.transaction ? first : second;
    const fresh = first.transaction === 0 || second.transaction === 0;
    if (!fresh && Math.abs(first.transaction - second.transaction) !== 1) {
      throw new DamagedStore(pageName(0), 'the two meta pages are not of consecutive transactions');
    }
    const expected = (current.lastPage + 1) * pageSize;
    if (this.size < expected) {
      throw new DamagedStore(`byte ${this.size}`, `the file ends there instead of at byte ${expected}`);
    }
    return current;
  }

  private readMeta(page: number, pageSize: number): Meta {
    const bytes = this.read(page * pageSize, HEADER + 136);
    const place = pageName(page);
    if (Number(bytes.readBigUInt64LE(0)) !== page || bytes.readUInt16LE(18) !== META) {
      throw new DamagedStore(place, 'it is not a meta page');
    }
    if (bytes.readUInt32LE(HEADER) !== MAGIC || bytes.readUInt32LE(HEADER + 4) !== DATA_VERSION) {
      throw new DamagedStore(place, 'it is not of an LMDB file of version 2');
    }
    if (bytes.readUInt32LE(48) !== pageSize)
      throw new DamagedStore(place, 'the meta pages differ in page size');
    const meta: Meta = {
      page,
      pageSize,
      lastPage: Number(bytes.readBigUInt64LE(144)),
      transaction: Number(bytes.readBigUInt64LE(152)),
      free: readTree(bytes, 48, 'free pages', true),
      main: readTree(bytes, 96, 'databases'),
    };
    if (meta.transaction > 0 && meta.transaction % 2 !== page) {
      throw new DamagedStore(place, `transaction ${meta.transaction} does not belong there`);
    }
    // Every transaction of this store rewrites the root of the main tree and stamps it with its id.
    if (meta.main.root >= 0) {
      const root = this.read(meta.main.root * pageSize, HEADER);
      if (Number(root.readBigUInt64LE(8)) !== meta.transaction) {
        throw new DamagedStore(place, 'it does not belong to its root page');
      }
    }
    return meta;
  }

  private *walk(tree: Tree, kind: number): Generator<Entry> {
    if (tree.root < 0) return;
    let entries = 0;
    for (const entry of this.walkPage(tree, tree.root, 1, undefined, undefined, kind)) {
      entries++;
      yield entry;
    }
    if (entries !== tree.entries) {
      throw new DamagedStore(
        pageName(tree.root),
        `the tree of ${tree.name} has ${entries} entries instead of ${tree.entries}`,
      );
    }
  }

  /** The entries below a page, whose keys must be at least `low` and below `high`. */
  private *walkPage(
    tree: Tree,
    number: number,
    depth: number,
    low: Buffer | undefined,
    high: Buffer | undefined,
    kind: number,
  ): Generator<Entry> {
    const leaf = depth === tree.depth;
    const page = this.readPage(number, leaf ? LEAF : BRANCH);
    const nodes = this.nodesOf(page, number, leaf);
    const compare = tree.integerKeys
      ? (a: Buffer, b: Buffer) => Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0))
      : (a: Buffer, b: Buffer) => Buffer.compare(a, b);
    let previous = low;
    for (const [index, { key, flags, offset, size }] of nodes.entries()) {
      // The first key of a branch page is empty and stands for everything below the second.
      const bound = !leaf && index === 0 ? low : key;
      if (bound !== undefined && previous !== undefined && (leaf || index > 0)) {
        const order = compare(previous, bound);
        if (order > 0 || (order === 0 && index > 0))
          throw new DamagedStore(pageName(number), 'its keys are not in order');
      }
      if (bound !== undefined && high !== undefined && compare(bound, high) >= 0) {
        throw new DamagedStore(pageName(number), 'it has a key that belongs to another page');
      }
      if (leaf) {
        if ((flags & ~BIG_DATA) !== kind)
          throw new DamagedStore(pageName(number), 'an entry is of the wrong kind');
        const value =
          (flags & BIG_DATA) === 0
            ? page.subarray(offset, offset + size)
            : this.overflow(Number(page.readBigUInt64LE(offset)), size);
        yield { key, value };
      } else {
        const next = nodes[index + 1]?.key ?? high;
        yield* this.walkPage(tree, this.checked(size, number), depth + 1, bound, next, kind);
      }
      previous = bound;
    }
  }

  /** The nodes of a page; `size` is the length of the data in a leaf, the number of the child in a branch. */
  private nodesOf(page: Buffer, number: number, leaf: boolean) {
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    const space = page.length - HEADER;
    if (lower % 2 !== 0 || lower > upper || upper > space) {
      throw new DamagedStore(pageName(number), 'its bounds make no sense');
    }
    return Array.from({ length: lower / 2 }, (_, index) => {
      const at = HEADER + page.readUInt16LE(HEADER + index * 2);
      if (at < HEADER + upper || at + NODE > page.length) {
        throw new DamagedStore(pageName(number), 'an entry is outside of the page');
      }
      const low = page.readUInt32LE(at);
      const flags = page.readUInt16LE(at + 4);
      const keySize = page.readUInt16LE(at + 6);
      const offset = at + NODE + keySize;
      const size = leaf ? low : low + flags * 2 ** 32;
      const inPage = !leaf ? 0 : (flags & BIG_DATA) === 0 ? size : 8;
      if (offset + inPage > page.length) {
        throw new DamagedStore(pageName(number), 'an entry reaches beyond the page');
      }
      return { key: page.subarray(at + NODE, offset), flags: leaf ? flags : 0, offset, size };
    });
  }

  private overflow(first: number, size: number): Buffer {
    const { pageSize } = this.meta;
    this.checked(first, first);
    const count = this.read(first * pageSize, HEADER).readUInt32LE(20);
    if (count !== Math.ceil((HEADER + size) / pageSize)) {
      throw new DamagedStore(pageName(first), `it has ${count} pages for ${size} bytes`);
    }
    const header = this.readPage(first, OVERFLOW, count);
    return header.subarray(HEADER, HEADER + size);
  }

  private checked(page: number, from: number): number {
    if (page < 2 || page > this.meta.lastPage) {
      throw new DamagedStore(pageName(from), `it points to page ${page}, which does not exist`);
    }
    return page;
  }

  private readPage(number: number, flag: number, count = 1): Buffer {
    this.checked(number, number);
    const { pageSize, transaction } = this.meta;
    const page = this.read(number * pageSize, pageSize * count);
    const place = pageName(number);
    if (Number(page.readBigUInt64LE(0)) !== number)
      throw new DamagedStore(place, 'it has the number of another page');
    if (Number(page.readBigUInt64LE(8)) > transaction) throw new DamagedStore(place, 'it is from the future');
    if (page.readUInt16LE(18) !== flag) throw new DamagedStore(place, 'it is of the wrong kind');
    for (let used = number; used < number + count; used++) {
      if (this.reached[used] !== 0) throw new DamagedStore(pageName(used), 'it is used twice');
      this.reached[used] = 1;
    }
    return page;
  }

  private read(offset: number, length: number): Buffer {
    if (offset + length > this.size) {
      throw new DamagedStore(`byte ${this.size}`, `the file ends there, before byte ${offset + length}`);
    }
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(this.fd, bytes, 0, length, offset);
    if (read < length) throw new DamagedStore(`byte ${offset + read}`, 'the file ends there');
    return bytes;
  }
}
