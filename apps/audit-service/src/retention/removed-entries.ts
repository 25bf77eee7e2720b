import { AuditEntryRemoved } from '@credstream/domain-audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { AuditReaders } from '../audit/audit-readers.js';
import { AuditViews } from '../audit/audit-views.js';
import type { RemovedEntryDocument } from './removed-entries.projection.js';

/** What was removed is answered as removed, to who may read the entries of its account. */
@Injectable()
export class RemovedEntries {
  constructor(
    private readonly views: AuditViews,
    private readonly readers: AuditReaders,
  ) {}

  /** Returns when nothing of it was removed, as far as the actor may know. Throws `AuditEntryRemoved`, `ViewBehind`. */
  async requireNone(wanted: Filter<RemovedEntryDocument>, context: RequestContext): Promise<void> {
    const { minPosition } = context;
    if (minPosition !== undefined) await this.views.removed.waitFor(BigInt(minPosition));
    const found = await (await this.views.removed.collection()).findOne(wanted);
    if (!found || !this.readers.mayRead(context, found.account)) return;
    throw new AuditEntryRemoved(
      `It was removed as the policy retainAuditDays of the account says; see the event ${found.removedBy}`,
    );
  }
}
