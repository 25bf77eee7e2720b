import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { progressBar } from './progress.js';

const lineFeed = 10;

/** Writes an answer as it comes, as it may be larger than memory. Where it goes into a file, the terminal shows how far it is. */
export const streamOut = async (body: unknown): Promise<void> => {
  const progress = process.stdout.isTTY ? undefined : progressBar(process.stderr);
  const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let [bytes, lines] = [0, 0];
    for await (const chunk of chunks) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === lineFeed) lines += 1;
      progress?.tell(`${lines} lines, ${(bytes / 1_000_000).toFixed(1)} MB`);
      yield chunk;
    }
  };
  const source = Readable.fromWeb(body as ReadableStream);
  await (
    progress
      ? pipeline(source, counted, process.stdout, { end: false })
      : pipeline(source, process.stdout, { end: false })
  ).finally(() => progress?.end());
};
