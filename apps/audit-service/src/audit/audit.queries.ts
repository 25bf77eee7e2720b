import type { AuditPage, AuditTail, ListAuditEvents, TailAuditEvents } from '@credstream/contracts/audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { positionText } from '@credstream/projections';
import { fitting, listView, refusedFor, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { AuditEntries } from './audit-entries.js';
import { askedFor } from './audit-filter.js';
import { AuditReaders } from './audit-readers.js';
import { AuditViews } from './audit-views.js';

/** Entries that a live tail is told at a time. */
const mostAtOnce = 200;

/** What is asked about what happened; newest first. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: AuditViews,
    private readonly readers: AuditReaders,
    private readonly entries: AuditEntries,
  ) {}

  async list(message: ListAuditEvents, context: RequestContext): Promise<AuditPage> {
    const page = await listView(this.host, this.views.log, context, {
      filter: { $and: [await this.readers.visible(message, context), ...askedFor(message)] },
      search: ['summary'],
      sort: '-_id',
      page: message,
    });
    return { ...page, items: await this.entries.all(page.items) };
  }

  /** What was recorded after a position, oldest first; nothing when none is named, and from where to go on. */
  async tail(message: TailAuditEvents, context: RequestContext): Promise<AuditTail> {
    const filter = { $and: [await this.readers.visible(message, context), ...askedFor(message)] };
    const { minPosition } = context;
    if (minPosition !== undefined) await this.views.log.waitFor(BigInt(minPosition));
    const reached = await this.views.log.position();
    const { after } = message;
    if (after === undefined) return { items: [], reached: String(reached) };
    if (!/^\d{1,18}$/.test(after)) {
      throw refusedFor([{ path: 'after', rule: 'position', message: 'after is the position of an entry' }]);
    }
    const between = { _id: { $gt: positionText(BigInt(after)), $lte: positionText(reached) } };
    const found = await (
      await this.views.log.collection()
    )
      .find({ $and: [filter, between] }, { limit: mostAtOnce + 1 })
      .sort({ _id: 1 })
      .toArray();
    const items = await this.entries.all(fitting(found.slice(0, mostAtOnce), this.host.maxPageBytes));
    const goOn = items.length < found.length ? items.at(-1)?.position : undefined;
    return { items, reached: goOn ?? (reached > BigInt(after) ? String(reached) : after) };
  }
}
