import type { Watch } from '../../client/watch.js';
import { failureOf } from './projection-failure.js';

/** Until the read model does without the event. */
export const watch: Watch =
  (_before, { path: { name = '', id = '' } }) =>
  async (begun, context) => {
    const failure = await failureOf(context, name, id);
    return !failure || failure.skipped ? { state: 'done', answer: begun } : { state: 'going' };
  };
