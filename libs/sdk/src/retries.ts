import { retryAfterMs, Unreachable } from './problem.js';

/** As `fetch`, for a whole request. */
export type Fetch = (request: Request) => Promise<Response>;

export type RetryOptions = Readonly<{
  /** Attempts after the first one. */
  retries: number;
  /** The pause before the first of them; each next one is twice as long. */
  firstPauseMs: number;
  /** A server that asks for a longer pause gets no further attempt: its refusal is the answer. */
  longestPauseMs: number;
}>;

export const defaultRetries: RetryOptions = { retries: 4, firstPauseMs: 200, longestPauseMs: 20_000 };

const retried: ReadonlySet<number> = new Set([429, 503]);

/** Rejects with the reason of the signal as soon as it is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

/**
 * Tries again after 429 and 503, with pauses that grow and are never shorter than `Retry-After`. Throws `Unreachable`
 * when nothing answers, and the reason of the request's signal when that is aborted.
 */
export const retrying =
  (send: Fetch, { retries, firstPauseMs, longestPauseMs }: RetryOptions): Fetch =>
  async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await send(request.clone()).catch((error: unknown) => {
        if (request.signal.aborted) throw request.signal.reason;
        throw new Unreachable(request.url, error);
      });
      if (attempt === retries || !retried.has(response.status)) return response;
      // Half of the pause is drawn at random: many clients do not come back together.
      const growing = firstPauseMs * 2 ** attempt * (0.5 + Math.random() / 2);
      const wanted = Math.max(growing, retryAfterMs(response.headers, Date.now()) ?? 0);
      if (wanted > longestPauseMs) return response;
      await response.body?.cancel();
      await pause(wanted, request.signal);
    }
  };
