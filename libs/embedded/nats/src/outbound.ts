import type { Socket } from 'node:net';

const slabSize = 32 * 1024;
/** Larger contents are sent from where they lie instead of being copied. */
const copyLimit = 4 * 1024;

/** Bytes, and milliseconds. */
export type OutboundLimits = Readonly<{ maxPending: number; writeDeadline: number }>;

/**
 * What goes to one client, gathered and handed to the socket in one write per turn of the event loop.
 * `onSlow` is told when the client leaves too much pending, or takes nothing within the write deadline.
 */
export class Outbound {
  readonly #socket: Socket;
  readonly #limits: OutboundLimits;
  readonly #onSlow: (reason: string) => void;
  #slab: Buffer | undefined;
  #start = 0;
  #end = 0;
  #ready: Buffer[] = [];
  #gathered = 0;
  #flushing: NodeJS.Immediate | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(socket: Socket, limits: OutboundLimits, onSlow: (reason: string) => void) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onSlow = onSlow;
  }

  /** More than half of what the client may leave pending is pending. */
  get isBehind(): boolean {
    return this.#pending > this.#limits.maxPending / 2;
  }

  line(text: string): void {
    this.#copyText(text);
    this.#checkPending();
  }

  message(line: string, content: Buffer): void {
    this.#copyText(line);
    if (content.length > copyLimit) {
      this.#cut();
      this.#ready.push(content);
    } else {
      const slab = this.#room(content.length);
      this.#end += content.copy(slab, this.#end);
    }
    this.#gather(content.length);
    this.#checkPending();
  }

  flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    this.#cut();
    const ready = this.#ready;
    this.#ready = [];
    this.#gathered = 0;
    if (!this.#socket.writable) return;
    this.#socket.cork();
    for (const chunk of ready) this.#socket.write(chunk);
    this.#socket.uncork();
    if (this.#socket.writableLength > 0) this.#deadline ??= this.#watch();
  }

  /** Drops what is pending and takes no time any more. */
  discard(): void {
    clearImmediate(this.#flushing);
    clearTimeout(this.#deadline);
    this.#ready = [];
    this.#slab = undefined;
  }

  get #pending(): number {
    return this.#gathered + this.#socket.writableLength;
  }

  get #taken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  #checkPending(): void {
    const { maxPending } = this.#limits;
    if (this.#pending > maxPending) this.#onSlow(`slow consumer: more than ${maxPending} bytes pending`);
  }

  #watch(): NodeJS.Timeout {
    const takenBefore = this.#taken;
    return setTimeout(() => {
      this.#deadline = undefined;
      if (this.#socket.writableLength === 0) return;
      if (this.#taken > takenBefore) this.#deadline = this.#watch();
      else this.#onSlow(`slow consumer: took nothing for ${this.#limits.writeDeadline} ms`);
    }, this.#limits.writeDeadline);
  }

  #copyText(text: string): void {
    const slab = this.#room(text.length);
    this.#end += slab.write(text, this.#end, 'latin1');
    this.#gather(text.length);
  }

  #gather(length: number): void {
    this.#gathered += length;
    this.#flushing ??= setImmediate(() => this.flush());
  }

  #room(length: number): Buffer {
    if (this.#slab !== undefined && this.#slab.length - this.#end >= length) return this.#slab;
    this.#cut();
    this.#slab = Buffer.allocUnsafe(Math.max(slabSize, length));
    this.#start = 0;
    this.#end = 0;
    return this.#slab;
  }

  #cut(): void {
    if (this.#slab !== undefined && this.#end > this.#start) {
      this.#ready.push(this.#slab.subarray(this.#start, this.#end));
    }
    this.#start = this.#end;
  }
}
