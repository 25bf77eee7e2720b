import { Readable } from 'node:stream';
import { TooManyStreams } from './long-answer.errors.js';

/** Exports and live tails that one gateway serves at a time, and of them one person's. */
const mostInAll = 50;
const mostOfOne = 5;

/** A client that takes nothing for so long has its connection ended. */
export const patienceMs = 60_000;

/** Answers that last: their number is bounded, and a client that does not read ends its own. */
export class LongAnswers {
  private readonly running = new Map<string, number>();
  private inAll = 0;

  /**
   * The parts as a stream, which asks for the next part when the client has taken the one before.
   *
   * @throws TooManyStreams
   */
  open(person: string, parts: (signal: AbortSignal) => AsyncGenerator<string>): Readable {
    const ofOne = this.running.get(person) ?? 0;
    if (this.inAll >= mostInAll || ofOne >= mostOfOne) throw new TooManyStreams();
    this.running.set(person, ofOne + 1);
    this.inAll += 1;
    const ended = new AbortController();
    const stream = Readable.from(
      this.watched(parts(ended.signal), () => stream),
      {
        objectMode: false,
        highWaterMark: 65_536,
      },
    );
    stream.once('close', () => {
      ended.abort();
      this.inAll -= 1;
      const left = (this.running.get(person) ?? 1) - 1;
      if (left > 0) this.running.set(person, left);
      else this.running.delete(person);
    });
    return stream;
  }

  private async *watched(parts: AsyncGenerator<string>, stream: () => Readable): AsyncGenerator<string> {
    for await (const part of parts) {
      const timer = setTimeout(
        () => stream().destroy(new Error('The client has taken nothing for too long')),
        patienceMs,
      );
      timer.unref();
      try {
        yield part;
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
