import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

const pong = 'PONG\r\n';
/** A server may ping right after its answer. */
const endsWithPong = /(?:^|\n)PONG\r\n(?:PING\r\n)*$/;

/** A server pings when it likes; that is no part of an answer. Content is left alone, whatever it says. */
const withoutPings = (text: string): string => {
  let kept = '';
  let position = 0;
  while (position < text.length) {
    const lineEnd = text.indexOf('\r\n', position) + 2;
    const line = text.slice(position, lineEnd);
    const contentSize = /^H?MSG .* (\d+)\r\n$/.exec(line)?.[1];
    const end = contentSize === undefined ? lineEnd : lineEnd + Number(contentSize) + 2;
    if (line !== 'PING\r\n') kept += text.slice(position, end);
    position = end;
  }
  return kept;
};

/** A client that says exactly the bytes it is given. Text is latin1, one character a byte. */
export class RawClient {
  /** What the server said of itself. */
  readonly info: Readonly<Record<string, unknown>>;
  readonly #socket: Socket;
  /** In pieces: a long text that grows piece by piece would be copied whole for each look at its end. */
  #received: string[];
  #ended = false;
  readonly #changed = new Set<() => void>();

  private constructor(socket: Socket, info: Readonly<Record<string, unknown>>, rest: string) {
    this.#socket = socket;
    this.info = info;
    this.#received = [rest];
    socket.on('data', (text: string) => this.#notice(() => this.#received.push(text)));
    socket.on('close', () => this.#notice(() => (this.#ended = true)));
  }

  static async open(url: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) }).setEncoding('latin1');
    // A server that closes while we still write resets the connection: that is an end like any other here.
    socket.on('error', () => socket.destroy());
    let greeting = '';
    while (!greeting.includes('\r\n')) greeting += String(await once(socket, 'data'));
    const end = greeting.indexOf('\r\n');
    const info = JSON.parse(greeting.slice('INFO '.length, end)) as Record<string, unknown>;
    return new RawClient(socket, info, greeting.slice(end + 2));
  }

  send(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  /** Sends, and gives everything that comes until the server has dealt with it. */
  async exchange(text = ''): Promise<string> {
    this.send(`${text}PING\r\n`);
    await this.#until(() => endsWithPong.test(this.#end()));
    return withoutPings(this.#take()).slice(0, -pong.length);
  }

  /** Sends, and gives everything that comes until the server closes the connection. */
  async lastWords(text = ''): Promise<string> {
    this.send(text);
    await this.#until(() => this.#ended);
    return this.#take();
  }

  /** Gives everything that has come once it contains `text`. */
  async waitFor(text: string): Promise<string> {
    await this.#until(() => this.#received.join('').includes(text));
    return this.#take();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readAgain(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(): string {
    const taken = this.#received.join('');
    this.#received = [];
    return taken;
  }

  /** The last characters that have come, more than the end of an answer has. */
  #end(): string {
    let end = '';
    for (let at = this.#received.length - 1; at >= 0 && end.length < 64; at--)
      end = this.#received[at]! + end;
    return end.slice(-64);
  }

  #notice(change: () => void): void {
    change();
    for (const check of this.#changed) check();
  }

  async #until(reached: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (!reached() && !this.#ended) return;
        this.#changed.delete(check);
        if (reached()) resolve();
        else
          reject(
            new Error(`the server closed the connection after ${JSON.stringify(this.#received.join(''))}`),
          );
      };
      this.#changed.add(check);
      check();
    });
  }
}
