import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { request } from '../client/request.js';
import type { Context } from '../client/context.js';
import type { Typed } from '../client/command.js';
import { pastInstant } from '../client/values.js';

const point = (value: unknown): string | undefined =>
  value === undefined ? undefined : pastInstant(String(value), new Date());

/** As it comes: an export may be larger than memory. */
export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const { actor, subject, type, account, search: q, format } = options;
  const wanted = {
    actor,
    subject,
    type,
    account,
    q,
    format,
    from: point(options['from']),
    to: point(options['to']),
  };
  const query = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const body = await request(context, 'GET /api/v1/audit/export', { path: {}, query }, 'stream');
  await pipeline(Readable.fromWeb(body as ReadableStream), process.stdout, { end: false });
};
