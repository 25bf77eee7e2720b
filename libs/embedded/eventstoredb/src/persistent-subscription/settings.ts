import type { FilterExpression } from '../filter.js';

/** In the order of the protocol's enum; the last one only has a name. */
export const strategies = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;
export type Strategy = (typeof strategies)[number];

/** Where a group begins when it has no checkpoint; a number is the first event number or log position it gets. */
export type GroupStart = 'start' | 'end' | number;

export type GroupSettings = Readonly<{
  resolveLinks: boolean;
  extraStatistics: boolean;
  startFrom: GroupStart;
  messageTimeoutMs: number;
  maxRetryCount: number;
  checkpointAfterMs: number;
  minCheckpointCount: number;
  maxCheckpointCount: number;
  /** 0 is no limit. */
  maxSubscriberCount: number;
  liveBufferSize: number;
  readBatchSize: number;
  historyBufferSize: number;
  strategy: Strategy;
}>;

/** `stream` is `$all` for a group over the whole log, and only such a group has a filter. */
export type GroupConfig = Readonly<{
  stream: string;
  group: string;
  settings: GroupSettings;
  filter?: FilterExpression;
}>;

export const ALL = '$all';
export const keyOf = (stream: string, group: string): string => `${stream}::${group}`;
export const parkedStreamOf = (stream: string, group: string): string =>
  `$persistentsubscription-${keyOf(stream, group)}-parked`;
export const checkpointStreamOf = (stream: string, group: string): string =>
  `$persistentsubscription-${keyOf(stream, group)}-checkpoint`;

/** Why settings cannot be used; undefined when they can. */
export const settingsProblem = (settings: GroupSettings): string | undefined => {
  const { readBatchSize, historyBufferSize, messageTimeoutMs } = settings;
  if (readBatchSize >= historyBufferSize) {
    return `Buffer size (${historyBufferSize}) must be larger than read batch size (${readBatchSize})`;
  }
  if (readBatchSize <= 0) return 'The read batch size must be greater than 0';
  if (messageTimeoutMs < 0) return 'The message timeout must not be negative';
  return undefined;
};
