import type { Socket } from 'node:net';

const slabSize = 32 * 1024;
/** Larger contents are sent from where they lie instead of being copied. */
const copyLimit = 4 * 1024;

/** What goes to one client, gathered and handed to the socket in one write per turn of the event loop. */
export class Outbound {
  readonly #socket: Socket;
  #slab: Buffer | undefined;
  #start = 0;
  #end = 0;
  #ready: Buffer[] = [];
  #gathered = 0;
  #flushing: NodeJS.Immediate | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Bytes that the client has not taken yet. */
  get pending(): number {
    return this.#gathered + this.#socket.writableLength;
  }

  line(text: string): void {
    this.#gather(text.length);
    const slab = this.#room(text.length);
    this.#end += slab.write(text, this.#end, 'latin1');
  }

  message(line: string, content: Buffer): void {
    this.line(line);
    this.#gather(content.length);
    if (content.length > copyLimit) {
      this.#cut();
      this.#ready.push(content);
      return;
    }
    const slab = this.#room(content.length);
    this.#end += content.copy(slab, this.#end);
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
  }

  discard(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    this.#ready = [];
    this.#gathered = 0;
    this.#slab = undefined;
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
