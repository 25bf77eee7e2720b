import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Watch } from '../../client/watch.js';

/** Until the sink has taken everything that it is to be sent. */
export const watch: Watch = async () => async (begun, context) => {
  const path = { id: String(begun['id']) };
  const sink = (await request(context, 'GET /api/v1/audit/sinks/{id}', { path, query: {} })) as Item;
  if (sink['status'] === 'failing') {
    const { reason = 'it does not say why' } = (sink['lastFailure'] ?? {}) as { reason?: string };
    return { state: 'failed', why: `The sink takes no entries: ${reason}. It is tried again later.` };
  }
  return sink['lag'] === 0 ? { state: 'done', answer: sink } : { state: 'going' };
};
