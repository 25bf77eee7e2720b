export type Answer = Readonly<{
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the answer; an empty object when it has none. */
  body: Readonly<Record<string, unknown>>;
}>;

export type Call = Readonly<{
  /** An access token or an API key, as Bearer. */
  bearer?: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, a string as it stands. */
  json?: unknown;
  form?: Readonly<Record<string, string>>;
  /** Bytes, without a Content-Type. */
  bytes?: Uint8Array;
}>;

const bodyOf = ({ json, form, bytes }: Call): Readonly<{ body?: string | Uint8Array; type?: string }> => {
  if (bytes) return { body: bytes };
  if (form) return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  if (json === undefined) return {};
  return { body: typeof json === 'string' ? json : JSON.stringify(json), type: 'application/json' };
};

/** One HTTP request. Of an answer that does not end, only its beginning is waited for. */
export const send = async (method: string, url: string, call: Call = {}): Promise<Answer> => {
  const { body, type } = bodyOf(call);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(type !== undefined && { 'content-type': type }),
      ...(call.bearer !== undefined && { authorization: `Bearer ${call.bearer}` }),
      ...call.headers,
    },
    ...(body !== undefined && { body: body }),
  });
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isEndless) await response.body?.cancel();
  const text = isEndless ? '' : await response.text();
  const isJson =
    response.headers.get('content-type')?.startsWith('application/x-ndjson') === false &&
    /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
};

/** The value of `Authorization` with an API key as password (RFC 7617). */
export const basic = (key: string, user = '_api_key'): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
});
