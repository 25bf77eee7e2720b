import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { request } from '../client/request.js';
import { streamOut } from '../client/stream-out.js';
import { pastInstant } from '../client/values.js';
import { auditFilters } from './audit-filters.js';

const point = (value: unknown): string | undefined =>
  value === undefined ? undefined : pastInstant(String(value), new Date());

export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const [from, to, { format }] = [point(options['from']), point(options['to']), options];
  const query = {
    ...(await auditFilters(context, options)),
    ...(format !== undefined && { format }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const body = await request(context, 'GET /api/v1/audit/export', { path: {}, query }, 'stream');
  await streamOut(body);
};
