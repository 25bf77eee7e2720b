/** Where the lease-holding copy of identity-service tells every gateway whose access tokens may have ended. */
export const sessionFeedSubject = 'feed.identity.v1';

export type SessionChange =
  Readonly<{ sessionId: string }> | Readonly<{ userId: string }> | Readonly<{ account: string }>;
