import type { Watch } from '../../client/watch.js';
import { type Projection, seenBuild } from './projection-build.js';
import { failureOf } from './projection-failure.js';

/** Until the event is taken in, or has failed again. */
export const watch: Watch = async (before, { path: { name = '', id = '' } }) => {
  const attempts = (await failureOf(before, name, id))?.attempts ?? 0;
  return async (begun, context) => {
    const { state, generation } = begun as Projection;
    const isBuilt = state !== 'live';
    if (isBuilt) {
      const build = await seenBuild(context, name, generation);
      if (build.state !== 'done') return build;
    }
    const failure = await failureOf(context, name, id);
    if (!failure) return { state: 'done', answer: begun };
    if (isBuilt || failure.attempts > attempts)
      return { state: 'failed', why: `It failed again: ${failure.error}` };
    return { state: 'going' };
  };
};
