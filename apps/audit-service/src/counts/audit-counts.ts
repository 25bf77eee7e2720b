import type { AuditCountsReply, CountAuditEvents } from '@credstream/contracts/audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { refusedFor, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { AuditReaders } from '../audit/audit-readers.js';
import { AuditViews } from '../audit/audit-views.js';
import { countsId, dayOf, everyAccount } from './audit-counts.projection.js';

const dayMs = 86_400_000;

/** Days of an answer when none is asked for, and at most. */
const usualDays = 90;
const mostDays = 400;

const refused = (path: 'from' | 'to', rule: string, message: string) => refusedFor([{ path, rule, message }]);

/** Midnight in UTC at which a day begins. */
const startOf = (path: 'from' | 'to', text: string): number => {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  // Some engines take the 30th of February for the 1st of March.
  if (Number.isNaN(start) || dayOf(new Date(start)) !== text) {
    throw refused(path, 'day', `${path} is not a day; write it as 2027-01-31`);
  }
  return start;
};

/** Every day from one to another, both among them. Throws `RequestInvalid`. */
export const daysAsked = ({ from, to }: CountAuditEvents, now: Date): readonly string[] => {
  const last = startOf('to', to ?? dayOf(now));
  const first = from === undefined ? last - (usualDays - 1) * dayMs : startOf('from', from);
  if (first > last) throw refused('to', 'range', 'to is before from');
  const count = (last - first) / dayMs + 1;
  if (count > mostDays) throw refused('to', 'range', `More than ${mostDays} days lie from from to to`);
  return Array.from({ length: count }, (_, at) => dayOf(new Date(first + at * dayMs)));
};

/** How much of each kind happened day by day. */
@Injectable()
export class AuditCounts {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: AuditViews,
    private readonly readers: AuditReaders,
  ) {}

  async byDay(message: CountAuditEvents, context: RequestContext): Promise<AuditCountsReply> {
    const { account = everyAccount } = await this.readers.visible(message, context);
    const days = daysAsked(message, this.host.now());
    const { minPosition } = context;
    if (minPosition !== undefined) await this.views.counts.waitFor(BigInt(minPosition));
    const ids = days.map((day) => countsId(account, day));
    const found = await (await this.views.counts.collection()).find({ _id: { $in: ids } }).toArray();
    const counted = new Map(found.map((document) => [document._id, document]));
    return {
      items: days.map((day) => {
        const {
          uses = 0,
          reads = 0,
          changes = 0,
          refusals = 0,
          failedSignIns = 0,
        } = counted.get(countsId(account, day)) ?? {};
        return { day, uses, reads, changes, refusals, failedSignIns };
      }),
    };
  }
}
