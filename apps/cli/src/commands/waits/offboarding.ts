import type { Item } from '../../client/output.js';
import { request } from '../../client/request.js';
import type { Watch } from '../../client/watch.js';

/** Until every service has ended what the user had. */
export const watch: Watch =
  async (_before, { path }) =>
  async (_begun, context) => {
    const report = (await request(context, 'GET /api/v1/users/{id}/offboarding', {
      path,
      query: {},
    })) as Item;
    return report['complete'] === true ? { state: 'done', answer: report } : { state: 'going' };
  };
