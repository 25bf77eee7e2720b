/** Where the lease-holding copy of apikey-service tells every gateway what changed. */
export const keyFeedSubject = 'feed.apikey.v1';

/** Milliseconds between two messages of the feed when nothing changes. */
export const keyFeedHeartbeatMs = 250;

/**
 * One message of the feed. `epoch` changes with the copy that publishes; within one epoch `sequence` counts
 * up by one, changes and heartbeats alike, so that a gap is seen. `position` is where the log stands.
 */
export type KeyFeedMessage = Readonly<{
  epoch: string;
  sequence: number;
  position: string;
  /** Are there keys that were made elsewhere? */
  imports?: boolean;
  change?: Readonly<{ keyId: string }> | Readonly<{ userId: string }>;
}>;
