/** A thing, and the revision that it was read at. */
export type Revised<Value> = Readonly<{ value: Value; revision: string | undefined }>;

/** What was answered, with the revision that a change can name. */
export const withRevision = async <Data>(
  answer: Promise<Readonly<{ data?: Data; response: Response }>>,
): Promise<Revised<Data>> => {
  const { data, response } = await answer;
  return { value: data as Data, revision: response.headers.get('etag') ?? undefined };
};

/** The header by which a change is refused when the thing is another one than was looked at. */
export const unlessChanged = (revision: string | undefined): Readonly<Record<string, string>> =>
  revision === undefined ? {} : { 'if-match': revision };
