import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../client/context.js';
import type { Typed } from '../client/command.js';
import type { Item } from '../client/output.js';
import { itemsOf } from '../client/request.js';
import { pastInstant } from '../client/values.js';
import { auditFilters } from './audit-filters.js';

const pollMs = 1_000;
const columns = ['time', 'type', 'actor.username', 'summary', 'ip'];

/** Clocks of services differ: an entry can come into the log after one that is younger. */
const overlapMs = 5_000;

const newer = async (
  context: Context,
  query: Readonly<Record<string, unknown>>,
  shown: ReadonlySet<string>,
): Promise<Readonly<{ fresh: readonly Item[]; seen: ReadonlySet<string> }>> => {
  const fresh: Item[] = [];
  const seen = new Set<string>();
  for await (const item of itemsOf(context, 'GET /api/v1/audit/events', { query })) {
    seen.add(String(item['id']));
    if (!shown.has(String(item['id']))) fresh.push(item);
  }
  return { fresh: fresh.reverse(), seen };
};

/** Asks again and again for what is newer than what was shown; an entry is shown once. Ctrl-C is its regular end. */
export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const query = await auditFilters(context, options);
  const since = options['from'];
  let from = since === undefined ? new Date().toISOString() : pastInstant(String(since), new Date());
  const first = from;
  let shown: ReadonlySet<string> = new Set();
  while (!context.signal.aborted) {
    const { fresh, seen } = await newer(context, { ...query, from }, shown);
    for (const item of fresh) {
      if (context.wanted.output === 'json') await context.print(`${JSON.stringify(item)}\n`);
      else await context.show({ data: [item], columns });
    }
    const newest = fresh.at(-1);
    if (newest) {
      const overlapping = new Date(Date.parse(String(newest['time'])) - overlapMs).toISOString();
      from = overlapping > first ? overlapping : first;
    }
    shown = seen;
    if (options['once']) return;
    await pause(pollMs, undefined, { signal: context.signal }).catch(() => undefined);
  }
};
