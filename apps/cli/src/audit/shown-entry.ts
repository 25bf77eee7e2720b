import { canonicalJson, type JsonValue } from '@credstream/crypto';
import { createHash } from 'node:crypto';

type Fields = Readonly<Record<string, JsonValue | undefined>>;

/** What a line shows that its entry proves as it stands. */
const proved = [
  ...(['id', 'stream', 'revision', 'type', 'actor', 'account', 'ip', 'userAgent'] as const),
  ...(['correlationId', 'causationId'] as const),
];

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);

const hashOf = (value: JsonValue): string =>
  createHash('sha256').update(canonicalJson(value)).digest('base64');

/** An entry is never shown with so much data; its size is shown in its place. */
const isOmitted = (data: Fields): boolean =>
  Object.keys(data).length === 1 && /^\d+ bytes$/.test(String(data['omitted']));

/** The first field of a line that is not what its entry says; undefined when all are. */
export const changedField = (line: Fields, entry: Fields): string | undefined => {
  const field = proved.find((name) => !isSame(line[name], entry[name]));
  if (field !== undefined) return field;
  // Lists show whole seconds.
  if (String(entry['time']).replace(/\.\d+Z$/, 'Z') !== line['time']) return 'time';
  const data = (line['data'] ?? {}) as Fields;
  const hashes = (entry['data'] ?? {}) as Fields;
  if (isOmitted(data) && hashes['omitted'] === undefined) return undefined;
  const changed = Object.entries(data).find(([name, value]) => hashes[name] !== hashOf(value ?? null));
  return changed && `data.${changed[0]}`;
};
