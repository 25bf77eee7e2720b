import type { Context } from '../../client/context.js';
import { request } from '../../client/request.js';

export type Failure = Readonly<{ id: string; attempts: number; error: string; skipped: boolean }>;

const mostListed = 200;

/** An event that a read model could not take in; undefined when there is none of this id. */
export const failureOf = async (context: Context, name: string, id: string): Promise<Failure | undefined> => {
  const answer = await request(context, 'GET /api/v1/projections/{name}/failures', {
    path: { name },
    query: { limit: mostListed },
  });
  return (answer as { items: readonly Failure[] }).items.find((each) => each.id === id);
};
