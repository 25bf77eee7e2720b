/**
 * One message of a feed. `epoch` changes with the copy that publishes; within one epoch `sequence` counts up by
 * one, changes and heartbeats alike, so that a gap is seen. `position` is where the log stands.
 */
export type FeedMessage<Change> = Readonly<{
  epoch: string;
  sequence: number;
  position: string;
  /** When it was said, in milliseconds of the publisher's clock. */
  at: number;
  change?: Change;
}>;

/** Milliseconds between two messages of a feed when nothing changes. */
export const feedHeartbeatMs = 250;
