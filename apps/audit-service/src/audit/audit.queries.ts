import type { AuditEntry, AuditPage, ListAuditEvents } from '@credstream/contracts';
import { formatInstant, NotPermitted, parseInstant, RequestInvalid } from '@credstream/domain-kernel';
import type { RequestContext } from '@credstream/domain-kernel';
import { accountAsked, isAllowed, listView, LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import type { AuditDocument } from './audit-log.projection.js';
import { AuditViews } from './audit-views.js';

const systemActor = 'system:';

const instant = (path: 'from' | 'to', text: string): Date => {
  const time = parseInstant(text);
  if (time) return time;
  const message = `${path} is not a time; write it as 2027-01-31T23:59:59Z`;
  throw new RequestInvalid(message, { errors: [{ path, rule: 'instant', message }] });
};

/** The filter of each question; those that were not asked do not filter. */
const asked = (message: ListAuditEvents): Filter<AuditDocument>[] => {
  const { actor, subject, type, correlationId, from, to, include } = message;
  const [begin, end] = [from, to].map((text) => (text === undefined ? undefined : parseInstant(text)));
  if (begin && end && begin >= end) {
    const message = 'Nothing is both at or after from and before to: from is not before to';
    throw new RequestInvalid(message, { errors: [{ path: 'to', rule: 'range', message }] });
  }
  const filters: (Filter<AuditDocument> | undefined)[] = [
    actor === undefined
      ? undefined
      : actor.startsWith(systemActor)
        ? { 'actor.service': actor.slice(systemActor.length) }
        : { $or: [{ 'actor.userId': actor }, { 'actor.username': actor }, { 'actor.keyId': actor }] },
    subject === undefined ? undefined : { stream: subject },
    type === undefined ? undefined : { type },
    correlationId === undefined ? undefined : { correlationId },
    from === undefined ? undefined : { time: { $gte: instant('from', from) } },
    to === undefined ? undefined : { time: { $lt: instant('to', to) } },
    // Who names a stream or a type asks for what is there.
    include === 'bookkeeping' || subject !== undefined || type !== undefined
      ? undefined
      : { bookkeeping: false },
  ];
  return filters.filter((filter) => filter !== undefined);
};

/** An entry is never larger than a message; what is larger is in the log. */
const maxDataBytes = 65_536;

const shownData = (data: unknown): string => {
  const text = JSON.stringify(data);
  const bytes = Buffer.byteLength(text);
  return bytes <= maxDataBytes ? text : JSON.stringify({ omitted: `${bytes} bytes` });
};

const entry = ({ _id, eventId, time, data, ...rest }: AuditDocument): AuditEntry => ({
  ...rest,
  id: eventId,
  position: String(BigInt(_id)),
  time: formatInstant(time),
  data: shownData(data),
});

/** What is asked about what happened; newest first. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: AuditViews,
    private readonly directory: LiveDirectory,
  ) {}

  async list(message: ListAuditEvents, context: RequestContext): Promise<AuditPage> {
    const page = await listView(this.host, this.views.log, context, {
      filter: { $and: [await this.visible(message, context), ...asked(message)] },
      search: ['summary'],
      sort: '-_id',
      page: message,
    });
    return { ...page, items: page.items.map(entry) };
  }

  /** The entries of the account that is asked for, or of everyone's if the actor may see the installation. */
  private async visible(
    { account }: ListAuditEvents,
    context: RequestContext,
  ): Promise<Filter<AuditDocument>> {
    const { directory } = this;
    const mayRead = (scope: string) => isAllowed(directory, context.actor, 'audit.read', scope);
    if (account === undefined && mayRead('/')) return {};
    return accountAsked(directory, account, context, (scope) => {
      if (!mayRead(scope)) throw new NotPermitted();
    });
  }
}
