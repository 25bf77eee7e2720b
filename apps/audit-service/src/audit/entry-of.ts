import type { AuditEntry } from '@credstream/contracts/audit';
import { formatInstant } from '@credstream/domain-kernel';
import type { AuditDocument } from './audit-log.projection.js';
import { owaspEvent } from './owasp-vocabulary.js';

/** An entry is never larger than a message; what is larger is in the log. */
const maxDataBytes = 65_536;

export const shownData = (data: unknown): string => {
  const text = JSON.stringify(data);
  const bytes = Buffer.byteLength(text);
  return bytes <= maxDataBytes ? text : JSON.stringify({ omitted: `${bytes} bytes` });
};

const owasp = (type: string) => {
  const event = owaspEvent(type);
  return event === undefined ? {} : { owasp: event };
};

export const entryOf = ({
  _id,
  eventId,
  time,
  data,
  withheld: _,
  personal: _personal,
  ...rest
}: AuditDocument): AuditEntry => ({
  ...rest,
  ...owasp(rest.type),
  id: eventId,
  position: String(BigInt(_id)),
  time: formatInstant(time),
  data: shownData(data),
});
