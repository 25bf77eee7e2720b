/** One page of a list. */
export type Page<T> = Readonly<{ items: readonly T[]; nextCursor?: string | undefined }>;

/** Every item of a list, page after page; a page is asked for when the one before it has been used up. */
export async function* everyItem<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
