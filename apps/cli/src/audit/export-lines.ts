import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Finding } from './finding.js';

/** No line of an export is longer. */
const longestLine = 16 * 1024 * 1024;
const lineBreak = 0x0a;

export type ExportLine = Readonly<{ text: string; end: number }>;

/** The lines of a file up to an offset, with the line break; one at a time is in memory. @throws Finding */
export async function* exportLines(path: string, upTo: number): AsyncGenerator<ExportLine> {
  if (upTo === 0) return;
  let parts: Buffer[] = [];
  let length = 0;
  let end = 0;
  for await (const chunk of createReadStream(path, { end: upTo - 1 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
      parts.push(chunk.subarray(from, at + 1));
      length += at + 1 - from;
      end += length;
      yield { text: Buffer.concat(parts).toString(), end };
      parts = [];
      length = 0;
      from = at + 1;
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestLine) throw new Finding('malformed', `A line is longer than ${longestLine} bytes`);
  }
  if (length > 0) throw new Finding('truncated', 'The last line of the export has no end: the file was cut');
}

/** The last line of a file, and where it begins. @throws Finding */
export const lastLine = async (path: string): Promise<Readonly<{ text: string; start: number }>> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let block = 65_536;
    for (;;) {
      const length = Math.min(block, size);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      if (buffer.at(-1) !== lineBreak) {
        throw new Finding('truncated', 'The last line of the export has no end: the file was cut');
      }
      const before = buffer.lastIndexOf(lineBreak, -2);
      if (before >= 0 || length === size) {
        return { text: buffer.subarray(before + 1).toString(), start: size - length + before + 1 };
      }
      if (block > longestLine) throw new Finding('malformed', 'The last line of the export is too long');
      block *= 4;
    }
  } finally {
    await file.close();
  }
};
