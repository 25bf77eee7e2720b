import type { FeedMessage } from '../feed.js';

/** Where the lease-holding copy of token-service tells every gateway what changed. */
export const tokenFeedSubject = 'feed.token.v1';

/** The id of a registry, a token, a refresh token or a user. */
export type TokenChange = Readonly<{ id: string }>;

export type TokenFeedMessage = FeedMessage<TokenChange>;
