import type { Context } from '../../client/context.js';
import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Watch } from '../../client/watch.js';

type Credential = Item &
  Readonly<{ version: number; statusMessage?: string; rotation?: Readonly<{ nextAt?: string }> }>;

/** Until the webhook has given a new secret. */
export const watch: Watch = async (before, { path }) => {
  const read = async (context: Context): Promise<Credential> =>
    (await request(context, 'GET /api/v1/credentials/{id}', { path, query: {} })) as Credential;
  const { version } = await read(before);
  return async (begun, context) => {
    const now = await read(context);
    // The secret that signs the requests is in the first answer alone.
    if (now.version > version) return { state: 'done', answer: { ...begun, version: now.version } };
    const dueAt = now.rotation?.nextAt;
    if (dueAt !== undefined) return { state: 'going', dueAt };
    return { state: 'failed', why: `The webhook gave no secret. ${now.statusMessage ?? ''}`.trim() };
  };
};
