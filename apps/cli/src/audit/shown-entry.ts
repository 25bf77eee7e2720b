import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@credstream/crypto';

type Fields = Readonly<Record<string, JsonValue | undefined>>;

/** What a line shows that its entry proves as it stands. */
const proved = [
  ...(['id', 'stream', 'revision', 'type', 'actor', 'account'] as const),
  ...(['correlationId', 'causationId'] as const),
];

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);

const hashOf = (value: JsonValue): string =>
  createHash('sha256').update(canonicalJson(value)).digest('base64');

/**
 * From where: in clear in older entries. Else the entry holds a salted hash, and a line shows the values and the salt, or
 * nothing once they were erased.
 */
const isOriginChanged = (line: Fields, entry: Fields): boolean => {
  const { ip, userAgent, originSalt: salt } = line;
  const origin = ((entry['personal'] ?? {}) as Fields)['origin'];
  if (origin === undefined) return !isSame(ip, entry['ip']) || !isSame(userAgent, entry['userAgent']);
  if (salt === undefined) return ip !== undefined || userAgent !== undefined;
  const values = { ...(ip !== undefined && { ip }), ...(userAgent !== undefined && { userAgent }) };
  return hashOf({ salt, values }) !== origin;
};

/** An entry is never shown with so much data; its size is shown in its place. */
const isOmitted = (data: Fields): boolean =>
  Object.keys(data).length === 1 && /^\d+ bytes$/.test(String(data['omitted']));

/** The first field of a line that is not what its entry says; undefined when all are. */
export const changedField = (line: Fields, entry: Fields): string | undefined => {
  const field = proved.find((name) => !isSame(line[name], entry[name]));
  if (field !== undefined) return field;
  if (isOriginChanged(line, entry)) return 'ip';
  // Lists show whole seconds.
  if (String(entry['time']).replace(/\.\d+Z$/, 'Z') !== line['time']) return 'time';
  const data = (line['data'] ?? {}) as Fields;
  const hashes = (entry['data'] ?? {}) as Fields;
  if (isOmitted(data) && hashes['omitted'] === undefined) return undefined;
  const changed = Object.entries(data).find(([name, value]) => hashes[name] !== hashOf(value ?? null));
  return changed && `data.${changed[0]}`;
};
