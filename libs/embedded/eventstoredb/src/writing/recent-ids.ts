/** About what the real server's 8 MiB cache of committed event ids holds. */
const CAPACITY = 75_000;

type Place = Readonly<{ stream: string; number: number }>;

/**
 * Where recently written event ids went: the first write of an id wins while it is remembered,
 * the oldest are forgotten first, and a restart forgets all. No stronger than the real server,
 * so that a client that relies on more fails here as well.
 */
export class RecentIds {
  private readonly places = new Map<string, Place>();
  /** The remembered ids as a ring, `oldest` is overwritten next once it is full. */
  private readonly ring: string[] = [];
  private oldest = 0;

  remember(id: string, stream: string, number: number): void {
    if (this.places.has(id)) return;
    this.places.set(id, { stream, number });
    if (this.ring.length < CAPACITY) {
      this.ring.push(id);
      return;
    }
    this.places.delete(this.ring[this.oldest]!);
    this.ring[this.oldest] = id;
    this.oldest = (this.oldest + 1) % CAPACITY;
  }

  clear(): void {
    this.places.clear();
    this.ring.length = 0;
    this.oldest = 0;
  }

  numberIn(stream: string, id: string): number | undefined {
    const place = this.places.get(id);
    return place?.stream === stream ? place.number : undefined;
  }
}
