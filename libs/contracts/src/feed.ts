/**
 * One message of a feed. `epoch` changes with the copy that publishes; within one epoch `sequence` counts up by
 * one, changes and heartbeats alike, so that a gap is seen. `position` is where the log stands.
 */
export type FeedMessage<Change> = Readonly<{
  epoch: string;
  sequence: number;
  position: string;
  change?: Change;
}>;

/** Milliseconds between two messages of a feed when nothing changes. */
export const feedHeartbeatMs = 250;
