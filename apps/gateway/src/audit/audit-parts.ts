import { setTimeout as delay } from 'node:timers/promises';
import {
  auditContract,
  type AuditEntry,
  type ExportAuditEvents,
  type TailAuditEvents,
} from '@credstream/contracts/audit';
import type { RequestContext } from '@credstream/domain-kernel';
import type { Services } from '../services.js';

type ExportPage = Readonly<{ text: string; nextCursor?: string }>;
type Tail = Readonly<{ items: readonly AuditEntry[]; reached: string }>;

/** An entry as it is shown. */
export const shownEntry = ({ data, ...entry }: AuditEntry): object => ({
  ...entry,
  data: JSON.parse(data) as object,
});

/** An export, part by part; the first one is there already. */
export async function* exportParts(
  services: Services,
  asked: ExportAuditEvents,
  context: RequestContext,
  first: ExportPage,
): AsyncGenerator<string> {
  let page = first;
  for (;;) {
    if (page.text !== '') yield page.text;
    if (page.nextCursor === undefined) return;
    page = await services.call(auditContract.export, { ...asked, cursor: page.nextCursor }, context);
  }
}

const askAgainMs = 1_000;
/** Proxies end connections on which nothing is said. */
const saySomethingMs = 15_000;

/** Entries as they are recorded, as server-sent events; each has its position as id. */
export async function* tailParts(
  services: Services,
  asked: TailAuditEvents,
  context: RequestContext,
  first: Tail,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield 'retry: 1000\n\n';
  let saidAt = performance.now();
  for (let page = first; ;) {
    for (const entry of page.items) {
      yield `id: ${entry.position}\nevent: entry\ndata: ${JSON.stringify(shownEntry(entry))}\n\n`;
    }
    if (page.items.length > 0) saidAt = performance.now();
    else if (performance.now() - saidAt > saySomethingMs) {
      saidAt = performance.now();
      yield ': still here\n\n';
    }
    if (page.items.length === 0) await delay(askAgainMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    page = await services.call(auditContract.tail, { ...asked, after: page.reached }, context);
  }
}
