const LEAF_LIMIT = 256;

type Leaf<V> = { keys: string[]; values: V[] };

export type Entry<V> = Readonly<{ key: string; value: V }>;

export type Direction = 1 | -1;

/** How many of the sorted keys are smaller than `key`. */
const lowerBound = (keys: readonly string[], key: string): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Unique strings in order, each with a value: a B+ tree of two levels. Leaves hold at most 256 keys, so that
 * an insert moves little and a million keys need some six thousand leaves.
 */
export class SortedMap<V> {
  private readonly leaves: Leaf<V>[] = [{ keys: [], values: [] }];
  /** The first key of every leaf but the first, which begins at the bottom. */
  private readonly fences: string[] = [];
  size = 0;

  get(key: string): V | undefined {
    const { keys, values } = this.leaves[this.leafOf(key)]!;
    const position = lowerBound(keys, key);
    return keys[position] === key ? values[position] : undefined;
  }

  set(key: string, value: V): void {
    const at = this.leafOf(key);
    const { keys, values } = this.leaves[at]!;
    const position = lowerBound(keys, key);
    if (keys[position] === key) {
      values[position] = value;
      return;
    }
    keys.splice(position, 0, key);
    values.splice(position, 0, value);
    this.size++;
    if (keys.length > LEAF_LIMIT) this.split(at);
  }

  delete(key: string): void {
    const at = this.leafOf(key);
    const { keys, values } = this.leaves[at]!;
    const position = lowerBound(keys, key);
    if (keys[position] !== key) return;
    keys.splice(position, 1);
    values.splice(position, 1);
    this.size--;
    if (keys.length === 0 && this.leaves.length > 1) {
      this.leaves.splice(at, 1);
      this.fences.splice(Math.max(at - 1, 0), 1);
    }
  }

  /** Entries with `from <= key < to`, in order or against it, at most `limit`. */
  take(from: string, to: string, direction: Direction, limit: number): Entry<V>[] {
    const entries: Entry<V>[] = [];
    if (from >= to) return entries;
    const first = this.leafOf(from);
    const last = this.leafOf(to);
    for (let at = direction === 1 ? first : last; at >= first && at <= last; at += direction) {
      const { keys, values } = this.leaves[at]!;
      const begin = at === first ? lowerBound(keys, from) : 0;
      const end = at === last ? lowerBound(keys, to) : keys.length;
      for (let i = direction === 1 ? begin : end - 1; i >= begin && i < end; i += direction) {
        entries.push({ key: keys[i]!, value: values[i]! });
        if (entries.length === limit) return entries;
      }
    }
    return entries;
  }

  /** All entries, in order. The map must not change meanwhile. */
  *entries(): Generator<Entry<V>, void, undefined> {
    for (const { keys, values } of this.leaves) {
      for (let i = 0; i < keys.length; i++) yield { key: keys[i]!, value: values[i]! };
    }
  }

  private leafOf(key: string): number {
    let low = 0;
    let high = this.fences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.fences[middle]! <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private split(at: number): void {
    const { keys, values } = this.leaves[at]!;
    // A key at the very end is most likely one of a rising series: leave the full leaf as it is.
    const rising = at === this.leaves.length - 1;
    const middle = rising ? keys.length - 1 : keys.length >>> 1;
    const right = { keys: keys.splice(middle), values: values.splice(middle) };
    this.leaves.splice(at + 1, 0, right);
    this.fences.splice(at, 0, right.keys[0]!);
  }
}
