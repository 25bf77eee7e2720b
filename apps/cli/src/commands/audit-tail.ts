import { setTimeout as pause } from 'node:timers/promises';
import { CredstreamProblem, eventsOf, Unreachable } from '@credstream/sdk';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import type { Item } from '../client/output.js';
import { pastInstant } from '../client/values.js';
import { auditFilters } from './audit-filters.js';

const columns = ['time', 'type', 'actor.username', 'summary', 'ip'];
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** The server says something every 15 seconds. */
const silenceMs = 60_000;

/** Where the next connection goes on: behind an entry, or at a time. */
type Place = Readonly<{ after?: string; from?: string }>;

/** A connection that ended, or a server that is away for a while. */
class Broken extends Error {
  override readonly name = 'Broken';
}

const isPassing = (error: unknown): boolean =>
  error instanceof Broken ||
  error instanceof Unreachable ||
  (error instanceof CredstreamProblem && error.status >= 500);

const open = async (
  { credstream, signal }: Context,
  filters: Readonly<Record<string, unknown>>,
  { after, from }: Place,
): Promise<Readonly<{ body: ReadableStream<Uint8Array>; place: Place }>> => {
  const query = { ...filters, ...(from !== undefined && { from }) };
  const header = after === undefined ? {} : { 'Last-Event-ID': after };
  const { data, response } = await credstream.GET('/api/v1/audit/events/stream', {
    params: { query, header },
    parseAs: 'stream',
    signal,
  });
  const startedAt = Date.parse(response.headers.get('date') ?? '');
  // Until an entry has come, only the time says where to go on: position 0 is before all.
  const place = after === undefined && !Number.isNaN(startedAt);
  return {
    body: data as unknown as ReadableStream<Uint8Array>,
    place: place ? { after: '0', from: new Date(startedAt).toISOString() } : ({ after, from } as Place),
  };
};

/** Shows entries as they come; a broken connection goes on where it ended. Ctrl-C is its regular end. */
export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const { signal, note } = context;
  const filters = await auditFilters(context, options);
  const since = options['from'];
  let place: Place = since === undefined ? {} : { after: '0', from: pastInstant(String(since), new Date()) };
  let connected = false;
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      const opened = await open(context, filters, place);
      ({ place } = opened);
      connected = true;
      for await (const { id, data } of eventsOf(opened.body, { silenceMs })) {
        pauseMs = firstPauseMs;
        await context.showLine(JSON.parse(data) as Item, columns);
        if (id !== undefined) place = { ...place, after: id };
      }
      throw new Broken('The server has ended the connection');
    } catch (error) {
      if (signal.aborted) return;
      if (!connected || !isPassing(error)) throw error;
      note(`${(error as Error).message}. Going on in ${pauseMs / 1000} s.`);
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
};
