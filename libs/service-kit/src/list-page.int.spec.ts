import { signCursor } from '@credstream/crypto';
import { RequestInvalid } from '@credstream/domain-kernel';
import { type EmbeddedMongoDb, start } from '@credstream/embedded-mongodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, MongoClient } from 'mongodb';
import { listPage, type PageOptions } from './list-page.js';

type Fruit = { _id: string; name: string; color: string; note?: string };

const cursorKey = Buffer.alloc(32, 1);
let server: EmbeddedMongoDb;
let client: MongoClient;
let fruits: Collection<Fruit>;

// Sort values that many share, in an order that is not that of the ids.
const all: readonly Fruit[] = Array.from({ length: 25 }, (_, index) => ({
  _id: `f${String((index * 7) % 25).padStart(2, '0')}`,
  name: `fruit ${index}`,
  color: ['red', 'green', 'blue'][index % 3]!,
}));
const special = ['a.c', 'a*', '(x', '[y', '^z', '$', '\\d', 'a+b?', '{2}', 'p|q'];

beforeAll(async () => {
  server = await start({ port: 0 });
  client = await MongoClient.connect(server.url);
  fruits = client.db('lists').collection<Fruit>('fruits');
  await fruits.insertMany([...all]);
  const odd = client.db('lists').collection<Fruit>('odd');
  await odd.insertMany(
    special.map((note, index) => ({ _id: `s${index}`, name: 'abc', color: 'grey', note })),
  );
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

const page = (sort: string, asked: PageOptions<Fruit>['page'], rest: Partial<PageOptions<Fruit>> = {}) =>
  listPage<Fruit>({
    collection: fruits,
    filter: {},
    search: ['name', 'note'],
    sort,
    page: asked,
    cursorKey,
    maxBytes: 100_000,
    ...rest,
  });

/** Every item of every page, and how many pages there were. */
const walk = async (sort: string, limit: number, rest: Partial<PageOptions<Fruit>> = {}) => {
  const items: Fruit[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const found = await page(sort, { limit, ...(cursor !== undefined && { cursor }) }, rest);
    items.push(...found.items);
    cursor = found.nextCursor;
    pages += 1;
  } while (cursor !== undefined);
  return { items, pages };
};

const inOrder = (field: 'color' | 'name') => (a: Fruit, b: Fruit) =>
  a[field] < b[field] || (a[field] === b[field] && a._id < b._id) ? -1 : 1;

describe('a list', () => {
  it.each([1, 2, 5, 24, 25, 26])(
    'has every item once in order, in pages of %i, though many sort alike',
    async (limit) => {
      const { items, pages } = await walk('color', limit);
      expect(items).toEqual([...all].sort(inOrder('color')));
      expect(pages).toBe(Math.ceil(all.length / limit));
    },
  );

  it('goes the other way round with a minus', async () => {
    expect((await walk('-color', 4)).items).toEqual([...all].sort(inOrder('color')).reverse());
    expect((await walk('-_id', 4)).items.map(({ _id }) => _id)).toEqual(
      all
        .map(({ _id }) => _id)
        .sort()
        .reverse(),
    );
  });

  it('keeps to its filter on every page', async () => {
    const { items } = await walk('name', 3, { filter: { color: 'red' } });
    expect(items).toEqual(all.filter(({ color }) => color === 'red').sort(inOrder('name')));
  });

  it('shows nothing twice and loses nothing when items come and go between pages', async () => {
    const changing = client.db('lists').collection<Fruit>('changing');
    await changing.insertMany([...all]);
    const first = await page('color', { limit: 10 }, { collection: changing });
    await changing.deleteOne({ _id: first.items[0]!._id });
    await changing.insertOne({ _id: 'new', name: 'new', color: 'aqua' });
    const { nextCursor: cursor } = first;
    const second = await page('color', { limit: 100, cursor: cursor! }, { collection: changing });
    expect([...first.items, ...second.items]).toEqual([...all].sort(inOrder('color')));
  });

  it('has 50 items a page when nothing is asked, and none is a list too', async () => {
    const many = client.db('lists').collection<Fruit>('many');
    await many.insertMany(Array.from({ length: 51 }, (_, i) => ({ _id: `m${i}`, name: 'm', color: 'x' })));
    const { items, nextCursor } = await page('name', {}, { collection: many });
    expect([items.length, typeof nextCursor]).toEqual([50, 'string']);
    expect(await page('name', { q: 'there is none' })).toEqual({ items: [] });
  });
});

describe('a search', () => {
  const searched = async (q: string) =>
    (await page('name', { q }, { collection: client.db('lists').collection<Fruit>('odd') })).items;

  it('finds a part of any of its fields, whatever the case', async () => {
    expect((await page('name', { q: 'FRUIT 2' })).items).toHaveLength(6);
    expect(await searched('AB')).toHaveLength(special.length);
  });

  it.each(special)('takes %s literally', async (q) => {
    expect((await searched(q)).map(({ note }) => note)).toEqual([q]);
  });

  it('cannot be made to match everything', async () => {
    for (const q of ['.*', '^a', 'c$', '(?i)abc', 'a|b', '[a-z]']) expect(await searched(q)).toEqual([]);
  });
});

describe('a cursor', () => {
  const refused = async (cursor: string, sort = 'color') => {
    const refusal = await page(sort, { cursor }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(RequestInvalid);
    expect(refusal).toMatchObject({ details: { errors: [{ path: 'cursor', rule: 'cursor' }] } });
  };

  it('is refused when any of its characters is changed, cut or added', async () => {
    const { nextCursor } = await page('color', { limit: 5 });
    const cursor = nextCursor!;
    for (let index = 0; index < cursor.length; index += 1) {
      const other = cursor[index] === 'A' ? 'B' : 'A';
      await refused(cursor.slice(0, index) + other + cursor.slice(index + 1));
    }
    for (const text of ['', cursor.slice(1), cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, ` ${cursor}`]) {
      await refused(text);
    }
  });

  it('of another order is refused', async () => {
    const { nextCursor } = await page('color', { limit: 5 });
    await refused(nextCursor!, '-color');
    await refused(nextCursor!, 'name');
  });

  it('that somebody else signed is refused, so that no operator can be put into a query', async () => {
    await refused(signCursor({ sort: 'color', value: { $ne: 1 }, id: '' }, Buffer.alloc(32, 2)));
    await refused(Buffer.from(JSON.stringify({ sort: 'color', value: '', id: '' })).toString('base64url'));
  });
});

describe('a page of large items', () => {
  it('is as many as fit, and goes on after them: nothing is left out', async () => {
    const { items, pages } = await walk('name', 200, { maxBytes: 200 });
    expect(items.map(({ _id }) => _id).sort()).toEqual(all.map(({ _id }) => _id).sort());
    expect(pages).toBeGreaterThan(5);
  });

  it('has one at least', async () => {
    const found = await page('name', { limit: 200 }, { maxBytes: 1 });
    expect(found.items).toHaveLength(1);
    expect((await walk('-name', 200, { maxBytes: 1 })).pages).toBe(all.length);
  });

  it('is refused when a NUL is looked for: no text holds one', async () => {
    await expect(page('name', { q: 'fruit\0' })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
