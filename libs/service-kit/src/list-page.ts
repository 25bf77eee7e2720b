import { readCursor, signCursor } from '@credstream/crypto';
import { RequestInvalid } from '@credstream/domain-kernel';
import type { Collection, Document, Filter, WithId } from 'mongodb';

/** How many items a page has when nothing is asked. */
const defaultLimit = 50;

export type PageOptions<D extends Document> = Readonly<{
  collection: Collection<D>;
  filter: Filter<D>;
  /** The fields that `q` looks into. */
  search: readonly string[];
  /** A field name, with a minus before it for the other way round. */
  sort: string;
  page: Readonly<{ limit?: number; cursor?: string; q?: string }>;
  cursorKey: Uint8Array;
  /** A page ends before its documents are larger than this; it has one at least. */
  maxBytes: number;
}>;

export type ListPage<D> = Readonly<{ items: readonly WithId<D>[]; nextCursor?: string }>;

type Cursor = Readonly<{ sort: string; value: string; id: string }>;

const cursorOf = (text: string, sort: string, key: Uint8Array): Cursor => {
  const cursor = readCursor(text, key) as Cursor | undefined;
  if (cursor?.sort !== sort) {
    const message = 'The cursor is not one that this list gave for this sort order';
    throw new RequestInvalid(message, { errors: [{ path: 'cursor', rule: 'cursor', message }] });
  }
  return cursor;
};

/** As many from the beginning as fit; one at least. */
export const fitting = <D>(documents: readonly D[], maxBytes: number): readonly D[] => {
  let bytes = 0;
  const end = documents.findIndex((document, index) => {
    bytes += Buffer.byteLength(JSON.stringify(document));
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? documents : documents.slice(0, end);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One page of a list in the order of a field and the id: cost does not grow with the pages before. */
export const listPage = async <D extends Document>(options: PageOptions<D>): Promise<ListPage<D>> => {
  const { collection, filter, search, sort, page, cursorKey, maxBytes } = options;
  const limit = page.limit ?? defaultLimit;
  const descending = sort.startsWith('-');
  const field = descending ? sort.slice(1) : sort;
  const [beyond, direction] = descending ? (['$lt', -1] as const) : (['$gt', 1] as const);

  const parts: object[] = [filter];
  // A pattern may hold none either: MongoDB fails at it.
  if (page.q?.includes('\0')) {
    const message = 'q holds a NUL, which no text has';
    throw new RequestInvalid(message, { errors: [{ path: 'q', rule: 'nul', message }] });
  }
  if (page.q !== undefined && page.q !== '') {
    const pattern = { $regex: escaped(page.q), $options: 'i' };
    parts.push({ $or: search.map((name) => ({ [name]: pattern })) });
  }
  if (page.cursor !== undefined) {
    const { value, id } = cursorOf(page.cursor, sort, cursorKey);
    parts.push({ $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: id } }] });
  }
  const found = await collection
    .find({ $and: parts } as Filter<D>, { limit: limit + 1 })
    .sort({ [field]: direction, _id: direction })
    .toArray();
  const items = fitting(found.slice(0, limit), maxBytes);
  const last = found.length > items.length ? items.at(-1) : undefined;
  return {
    items,
    ...(last && {
      nextCursor: signCursor({ sort, value: String(last[field]), id: String(last._id) }, cursorKey),
    }),
  };
};
