import type { Context } from '../../client/context.js';
import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Seen, Watch } from '../../client/watch.js';

export type Projection = Item &
  Readonly<{
    name: string;
    generation: number;
    state: string;
    rebuild?: Readonly<{ done: number; total: number }>;
  }>;

/** Until a build that is younger than `generation` serves. Its service may be away for a while. */
export const seenBuild = async (context: Context, name: string, generation: number): Promise<Seen> => {
  const answer = await request(context, 'GET /api/v1/projections', { path: {}, query: {} });
  const { items } = answer as { items: readonly Projection[] };
  const found = items.find((each) => each.name === name);
  if (found?.state === 'live' && found.generation > generation) return { state: 'done', answer: found };
  if (!found?.rebuild) return { state: 'going' };
  // The last step is the change of the build that serves.
  const { done, total } = found.rebuild;
  return { state: 'going', done: Math.min(done, total - 1), total };
};

export const watch: Watch = async () => (begun, context) => {
  const { name, generation } = begun as Projection;
  return seenBuild(context, name, generation);
};
