import type { Context } from '../../client/context.js';
import type { Item } from '../../client/output.js';
import { itemsOf } from '../../client/request.js';
import type { Seen, Watch } from '../../client/watch.js';

const find = async (context: Context, id: string, eventId: string): Promise<Item | undefined> => {
  for await (const delivery of itemsOf(context, 'GET /api/v1/webhooks/{id}/deliveries', { path: { id } })) {
    if (delivery['eventId'] === eventId) return delivery;
  }
  return undefined;
};

/** `settledBefore` is when it was given up the last time. */
const seen = (delivery: Item | undefined, settledBefore: unknown): Seen => {
  const { status, settledAt, error } = delivery ?? {};
  if (delivery && status === 'delivered') return { state: 'done', answer: delivery };
  if (status !== 'abandoned' || settledAt === settledBefore) return { state: 'going' };
  return { state: 'failed', why: `It was given up again: ${String(error ?? 'no answer')}` };
};

/** Until the event is delivered, or given up again. */
export const watch: Watch = async (before, { path: { id = '', eventId = '' } }) => {
  const settledBefore = (await find(before, id, eventId))?.['settledAt'];
  return async (_begun, context) => seen(await find(context, id, eventId), settledBefore);
};
