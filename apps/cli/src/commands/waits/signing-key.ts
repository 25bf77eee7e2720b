import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Watch } from '../../client/watch.js';

type Keys = Item &
  Readonly<{
    items: readonly Readonly<{ kid: string; phase: string; usedFrom?: string }>[];
  }>;

/** Until the key that is published signs. */
export const watch: Watch =
  async (_before, { path }) =>
  async (begun, context) => {
    const { kid } = (begun as Keys).items.find(({ phase }) => phase === 'published') ?? {};
    if (kid === undefined) return { state: 'done', answer: begun };
    const now = (await request(context, 'GET /api/v1/registries/{registryId}/signing-keys', {
      path,
      query: {},
    })) as Keys;
    const key = now.items.find((each) => each.kid === kid);
    if (key?.phase === 'used') return { state: 'done', answer: now };
    if (key?.phase !== 'published')
      return { state: 'failed', why: `The key ${kid} was retired before it signed.` };
    return { state: 'going', ...(key.usedFrom !== undefined && { dueAt: key.usedFrom }) };
  };
