import type { StreamHead } from '../store/index.js';

const CAPACITY = 50_000;

/**
 * Heads of streams as the writer will find them, written or about to be; `undefined` is a stream without a head.
 * Only the writer changes heads, so what it remembers stays true until it fails for good.
 */
export class HeadCache {
  private readonly heads = new Map<string, StreamHead | undefined>();

  constructor(private readonly load: (stream: string) => StreamHead | undefined) {}

  get(stream: string): StreamHead | undefined {
    const known = this.heads.get(stream);
    if (known !== undefined || this.heads.has(stream)) return known;
    const head = this.load(stream);
    this.set(stream, head);
    return head;
  }

  clear(): void {
    this.heads.clear();
  }

  set(stream: string, head: StreamHead | undefined): void {
    // Starting over is rare and cheap next to keeping an order of use.
    if (this.heads.size >= CAPACITY) this.heads.clear();
    this.heads.set(stream, head);
  }
}
