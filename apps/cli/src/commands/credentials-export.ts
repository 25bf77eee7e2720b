import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { request } from '../client/request.js';
import { streamOut } from '../client/stream-out.js';

export const run = async (context: Context, { options: { scope } }: Typed): Promise<void> => {
  const query = scope === undefined ? {} : { scope };
  await streamOut(await request(context, 'GET /api/v1/credentials/export', { path: {}, query }, 'stream'));
};
