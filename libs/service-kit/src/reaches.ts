import type { View, ViewDocument } from '@credstream/projections';
import type { Filter } from 'mongodb';
import type { ServiceHost } from './service-host.js';

/** What a list may lag behind the log by, in things that were made a moment ago. */
const slack = 20;

/**
 * Are there so many of these that no more may be made? The list is asked as it is, and near the limit once more after it
 * has caught up with the log. Requests at the same moment may go beyond the limit by their number.
 */
export const reaches = async <D extends ViewDocument>(
  { store }: ServiceHost,
  view: View<D>,
  filter: Filter<D>,
  limit: number,
): Promise<boolean> => {
  const list = await view.collection();
  // Of a whole collection the size is known; an installation of the usual size is never counted.
  if ((await list.estimatedDocumentCount()) < limit - slack) return false;
  if ((await list.countDocuments(filter)) < limit - slack) return false;
  await view.waitFor(await store.head());
  return (await list.countDocuments(filter)) >= limit;
};
