import type { AuditFilters } from '@credstream/contracts/audit';
import { parseInstant, RequestInvalid } from '@credstream/domain-kernel';
import type { Filter } from 'mongodb';
import type { AuditDocument } from './audit-log.projection.js';

const systemActor = 'system:';

const instant = (path: 'from' | 'to', text: string): Date => {
  const time = parseInstant(text);
  if (time) return time;
  const message = `${path} is not a time; write it as 2027-01-31T23:59:59Z`;
  throw new RequestInvalid(message, { errors: [{ path, rule: 'instant', message }] });
};

/** The filter of each question; those that were not asked do not filter. */
export const askedFor = (message: AuditFilters): Filter<AuditDocument>[] => {
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
