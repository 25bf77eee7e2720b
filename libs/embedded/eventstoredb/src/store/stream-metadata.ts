import { MAX_INT64 } from './model.js';

/** The part of a stream's metadata that the server acts on. `truncateBefore` ∞ means soft-deleted. */
export type StreamMetadata = Readonly<{
  maxCount?: number;
  maxAgeSeconds?: number;
  truncateBefore?: number;
}>;

type Json = Readonly<Record<string, unknown>>;

const empty: StreamMetadata = {};

/** What a metastream always has. */
export const metastreamMetadata: StreamMetadata = { maxCount: 1 };

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === Infinity;

/** Data of the `$metadata` event that a soft delete writes. */
export const softDeleteJson = `{"$tb":${MAX_INT64}}`;

const wideIntegerMark = '\u0000integer:';
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const wideInteger = /^-?\d{16,}$/;

/** JSON.parse that keeps integers beyond 2^53 as bigint: `$tb` of a soft delete is the largest int64. */
const parseJson = (text: string): unknown => {
  const marked = text.replace(stringsAndNumbers, (token) =>
    wideInteger.test(token) ? JSON.stringify(wideIntegerMark + token) : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(wideIntegerMark)
      ? BigInt(value.slice(wideIntegerMark.length))
      : value,
  );
};

const printJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? wideIntegerMark + inner : inner,
  ).replace(/"\\u0000integer:(-?\d+)"/g, '$1');

/** As deep as the real server's reader goes. */
const MAX_DEPTH = 64;
const stringsAndBrackets = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g;

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (const [token] of text.matchAll(stringsAndBrackets)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
};

const parseObject = (data: Uint8Array): Json | undefined => {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
  if (isTooDeep(text)) return undefined;
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const isInt64 = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' ? value <= MAX_INT64 && value >= -MAX_INT64 - 1n : Number.isSafeInteger(value);

const isRoleList = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((role) => typeof role === 'string'));

const isAcl = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  ['$r', '$w', '$d', '$mr', '$mw'].every((key) => {
    const roles = (value as Json)[key];
    return roles === undefined || isRoleList(roles);
  });

/**
 * Reads the data of a `$metadata` event as the real server does: one wrong type or an integer beyond int64
 * makes all of it count as empty, zero and negative limits are only ignored.
 */
export const parseMetadata = (data: Uint8Array, isJson: boolean): StreamMetadata => {
  const json = isJson ? parseObject(data) : undefined;
  if (json === undefined) return empty;
  const { $maxCount, $maxAge, $tb, $cacheControl, $acl } = json;
  for (const value of [$maxCount, $maxAge, $tb, $cacheControl]) {
    if (value !== undefined && !isInt64(value)) return empty;
  }
  if ($acl !== undefined && !isAcl($acl)) return empty;
  const truncateBefore = $tb === MAX_INT64 ? Infinity : Number($tb);
  return {
    ...(Number($maxCount) > 0 && { maxCount: Number($maxCount) }),
    ...(Number($maxAge) > 0 && { maxAgeSeconds: Number($maxAge) }),
    ...(truncateBefore >= 0 && { truncateBefore }),
  };
};

/** The same metadata with another `$tb`; undefined when it is not a JSON object. */
export const withTruncateBefore = (data: Uint8Array, truncateBefore: number): string | undefined => {
  const json = parseObject(data);
  return json === undefined ? undefined : printJson({ ...json, $tb: truncateBefore });
};

/** Which of a stream's events its readers may see. */
export type VisibleRange = Readonly<{ first: number; createdAfterMs: number }>;

export const visibleRange = (metadata: StreamMetadata, last: number, nowMs: number): VisibleRange => ({
  first: Math.max(
    0,
    metadata.maxCount === undefined ? 0 : last - metadata.maxCount + 1,
    metadata.truncateBefore ?? 0,
  ),
  createdAfterMs:
    metadata.maxAgeSeconds === undefined ? Number.NEGATIVE_INFINITY : nowMs - metadata.maxAgeSeconds * 1000,
});
