import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Watch } from '../../client/watch.js';

type MasterKeys = Item &
  Readonly<{
    items: readonly Readonly<{ status: string; emptiedAt?: string }>[];
    progress?: Readonly<{ phase: string; seen: number; failed: number; at: string }>;
  }>;

/** Until all data keys are wrapped with the newest master key. The run of before does not count. */
export const watch: Watch = async (before) => {
  const read = async (context: typeof before): Promise<MasterKeys> =>
    (await request(context, 'GET /api/v1/system/master-keys', { path: {}, query: {} })) as MasterKeys;
  const last = (await read(before)).progress?.at;
  return async (_begun, context) => {
    const now = await read(context);
    const { progress } = now;
    if (!progress || progress.at === last) return { state: 'going' };
    const { phase, seen, failed } = progress;
    // A copy that is stopped leaves the rest to another one.
    if (phase !== 'finished') return { state: 'going', done: seen };
    if (failed > 0)
      return { state: 'failed', why: `${failed} data keys could not be wrapped with the new master key.` };
    const left = now.items.some(({ status, emptiedAt }) => status === 'former' && emptiedAt === undefined);
    return left ? { state: 'going', done: seen } : { state: 'done', answer: now };
  };
};
