import type { RateState } from '../key-use/rate-limits.js';

/** How much of its rate limit a key has left, and when it begins anew. */
export const rateLimitHeaders = ({ limit, remaining, resetSeconds }: RateState): Record<string, string> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(resetSeconds),
});

/** The same for a use that was refused for it. */
export const limitedHeaders = (state: RateState): Record<string, string> => ({
  ...rateLimitHeaders(state),
  'retry-after': String(state.resetSeconds),
});
