import type { FeedMessage } from '../feed.js';

/** Where the lease-holding copy of apikey-service tells every gateway what changed. */
export const keyFeedSubject = 'feed.apikey.v1';

export type KeyChange = Readonly<{ keyId: string }> | Readonly<{ userId: string }>;

export type KeyFeedMessage = FeedMessage<KeyChange> &
  Readonly<{
    /** Are there keys that were made elsewhere? */
    imports?: boolean;
  }>;
