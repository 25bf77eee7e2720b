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

  remember(id: string, stream: string, number: number): void {
    if (this.places.has(id)) return;
    this.places.set(id, { stream, number });
    if (this.places.size <= CAPACITY) return;
    for (const oldest of this.places.keys()) {
      this.places.delete(oldest);
      return;
    }
  }

  numberIn(stream: string, id: string): number | undefined {
    const place = this.places.get(id);
    return place?.stream === stream ? place.number : undefined;
  }
}
