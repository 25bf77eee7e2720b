import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { progressBar } from '../client/progress.js';
import { request } from '../client/request.js';
import { pastInstant } from '../client/values.js';
import { auditFilters } from './audit-filters.js';

const lineFeed = 10;

const point = (value: unknown): string | undefined =>
  value === undefined ? undefined : pastInstant(String(value), new Date());

/** As it comes: an export may be larger than memory. */
export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const [from, to, { format }] = [point(options['from']), point(options['to']), options];
  const query = {
    ...(await auditFilters(context, options)),
    ...(format !== undefined && { format }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const body = await request(context, 'GET /api/v1/audit/export', { path: {}, query }, 'stream');
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
