import type { RequestContext } from '@credstream/domain-kernel';
import type { View, ViewDocument } from '@credstream/projections';
import { type ListPage, listPage, type PageOptions } from './list-page.js';
import type { ServiceHost } from './service-host.js';

/** One page of a view that is at least as new as the request asks for. Throws `ViewBehind`, `RequestInvalid`. */
export const listView = async <D extends ViewDocument>(
  { cursorKey, maxPageBytes }: ServiceHost,
  view: View<D>,
  { minPosition }: RequestContext,
  options: Omit<PageOptions<D>, 'collection' | 'cursorKey' | 'maxBytes'>,
): Promise<ListPage<D>> => {
  if (minPosition !== undefined) await view.waitFor(BigInt(minPosition));
  return listPage({ ...options, collection: await view.collection(), cursorKey, maxBytes: maxPageBytes });
};
