import type { AuditEntry } from '@credstream/contracts/audit';

/** Facility 13, log audit (RFC 5424, section 6.2.1). */
const facility = 13;
const warning = 4;
const informational = 6;
const longestMessage = 8_192;
const longestSummary = 1_000;
const byteOrderMark = '\uFEFF';

/** An entry as it is sent: as the gateway shows it. */
export const jsonOf = ({ data, ...entry }: AuditEntry): string =>
  JSON.stringify({ ...entry, data: JSON.parse(data) as object });

/** One line of NDJSON. */
export const lineOf = (entry: AuditEntry): string => `${jsonOf(entry)}\n`;

/** A field of the header: printable ASCII without spaces; `-` when nothing is left. */
const headerField = (text: string, longest: number): string =>
  text.replace(/[^\x21-\x7e]/g, '').slice(0, longest) || '-';

/**
 * A frame of RFC 5425 around a message of RFC 5424: its length, and the entry as JSON. What receivers would cut off is
 * left out by name: first the data, then the end of the summary.
 */
export const syslogFrame = (entry: AuditEntry, hostname: string): string => {
  const severity = entry.owasp?.endsWith('_fail') === true ? warning : informational;
  const header = [
    `<${facility * 8 + severity}>1`,
    entry.time,
    headerField(hostname, 255),
    'credstream',
    '-',
    headerField(entry.type, 32),
    '-',
  ].join(' ');
  const messageOf = (of: AuditEntry): string => `${header} ${byteOrderMark}${jsonOf(of)}`;
  const fits = (text: string): boolean => Buffer.byteLength(text) <= longestMessage;
  const omitted = { omitted: `${Buffer.byteLength(entry.data)} bytes` };
  let message = messageOf(entry);
  if (!fits(message)) message = messageOf({ ...entry, data: JSON.stringify(omitted) });
  if (!fits(message)) {
    const summary = entry.summary.slice(0, longestSummary);
    message = messageOf({ ...entry, summary, data: JSON.stringify(omitted) });
  }
  return `${Buffer.byteLength(message)} ${message}`;
};
