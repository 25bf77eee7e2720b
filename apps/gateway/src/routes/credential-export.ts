import { credentialContract, type ListCredentials } from '@credstream/contracts/credential';
import type { RequestContext } from '@credstream/domain-kernel';
import type { Services } from '../services.js';

/** Items that are asked for at a time. */
const atATime = 200;

/**
 * All that is known of credentials but their secrets, a line of JSON for each. The last line says how many there were:
 * an export without it is not whole.
 */
export async function* exportLines(
  services: Services,
  asked: ListCredentials,
  context: RequestContext,
  first: Readonly<{ items: readonly object[]; nextCursor?: string }>,
): AsyncGenerator<string> {
  let count = 0;
  let page = first;
  for (;;) {
    for (const item of page.items) yield `${JSON.stringify(item)}\n`;
    count += page.items.length;
    if (page.nextCursor === undefined) break;
    const next = { ...asked, limit: atATime, cursor: page.nextCursor };
    page = await services.call(credentialContract.list, next, context);
  }
  yield `${JSON.stringify({ complete: true, count })}\n`;
}
