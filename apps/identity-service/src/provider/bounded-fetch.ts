/** How long a provider may take for one whole answer, and how long that may be. */
export type FetchLimits = Readonly<{ withinMs: number; maxBytes: number }>;

const providerLimits: FetchLimits = { withinMs: 10_000, maxBytes: 1024 * 1024 };

const readAtMost = async (response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new Error(`The answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
};

/**
 * A `fetch` whose whole answer, body included, comes within a time and a size. It follows no redirect. The timer is
 * our own: a signal of `AbortSignal.timeout` that only `AbortSignal.any` holds can be collected before it fires.
 */
export const boundedFetch =
  ({ withinMs, maxBytes }: FetchLimits = providerLimits) =>
  async (url: string, options: object = {}): Promise<Response> => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`No whole answer within ${withinMs} ms`)), withinMs);
    try {
      const response = await fetch(url, { ...options, redirect: 'manual', signal: limit.signal });
      const body = await readAtMost(response, maxBytes);
      const { status, statusText, headers } = response;
      return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
    } finally {
      clearTimeout(timer);
    }
  };
