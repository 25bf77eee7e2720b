import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type {
  CreateReq,
  DeleteReq,
  GetInfoReq,
  ListReq,
  ReadReq,
  ReplayParkedReq,
  UpdateReq,
} from '@eventstore/db-client/generated/persistent_pb.js';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';

import type { FilterExpression } from '../filter.js';
import type { NackAction } from '../persistent-subscription/consumer-group.js';
import {
  ALL,
  type GroupConfig,
  type GroupSettings,
  type GroupStart,
  strategies,
} from '../persistent-subscription/settings.js';
import { readUuid } from './requests.js';
import { invalidArgument } from './status.js';
import { CallFailed } from './transport/status.js';
import { WireReader } from '../wire.js';

/** Which group a request is about. */
export type GroupName = Readonly<{ stream: string; group: string }>;

export type SubscribeRequest = Readonly<
  | { kind: 'options'; name: GroupName; bufferSize: number; structuredIds: boolean }
  | { kind: 'ack'; ids: readonly string[] }
  | { kind: 'nack'; ids: readonly string[]; action: NackAction; reason: string }
  | { kind: 'none' }
>;

const END_REVISION = '18446744073709551615';

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  identifier === undefined ? ALL : Buffer.from(identifier.getStreamName_asU8()).toString('utf8');

const optionsOf = <T>(options: T | undefined): T => {
  if (options === undefined) throw new CallFailed(invalidArgument('The request has no options'));
  return options;
};

const revisionStart = (revision: string): GroupStart => {
  if (revision === '0') return 'start';
  return revision === END_REVISION || revision === '-1' ? 'end' : Number(revision);
};

/** The newer `options.stream`, the deprecated `options.stream_identifier` with `settings.revision`, or `$all`. */
const targetOf = (
  options: CreateReq.Options | UpdateReq.Options,
): Readonly<{ stream: string; startFrom: GroupStart }> => {
  const all = options.getAll();
  if (all !== undefined) {
    const position = all.getPosition();
    const startFrom = all.hasEnd()
      ? 'end'
      : position === undefined
        ? 'start'
        : Number(position.getCommitPosition());
    return { stream: ALL, startFrom };
  }
  const stream = options.getStream();
  if (stream !== undefined) {
    const startFrom = stream.hasEnd()
      ? 'end'
      : stream.hasRevision()
        ? revisionStart(stream.getRevision())
        : 'start';
    return { stream: nameOf(stream.getStreamIdentifier()), startFrom };
  }
  return {
    stream: nameOf(options.getStreamIdentifier()),
    startFrom: revisionStart(options.getSettings()?.getRevision() ?? '0'),
  };
};

const filterOf = (options: CreateReq.Options): { filter?: FilterExpression } => {
  const filter = options.getAll()?.getFilter();
  const stream = filter?.getStreamIdentifier();
  const expression = stream ?? filter?.getEventType();
  if (expression === undefined) return {};
  return {
    filter: {
      on: stream === undefined ? 'type' : 'stream',
      regex: expression.getRegex(),
      prefixes: expression.getPrefixList(),
    },
  };
};

const settingsOf = (
  settings: CreateReq.Settings | UpdateReq.Settings,
  startFrom: GroupStart,
): GroupSettings => {
  const strategy =
    ('getConsumerStrategy' in settings && settings.getConsumerStrategy()) ||
    strategies[settings.getNamedConsumerStrategy()];
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    startFrom,
    messageTimeoutMs: settings.hasMessageTimeoutMs()
      ? settings.getMessageTimeoutMs()
      : Number(settings.getMessageTimeoutTicks()) / 10_000,
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfterMs: settings.hasCheckpointAfterMs()
      ? settings.getCheckpointAfterMs()
      : Number(settings.getCheckpointAfterTicks()) / 10_000,
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: strategy as GroupSettings['strategy'],
  };
};

const configOf = (options: CreateReq.Options | UpdateReq.Options): GroupConfig => {
  const { stream, startFrom } = targetOf(options);
  const settings = optionsOf<CreateReq.Settings | UpdateReq.Settings>(options.getSettings());
  return { stream, group: options.getGroupName(), settings: settingsOf(settings, startFrom) };
};

export const readCreate = (bytes: Buffer): GroupConfig => {
  const request: CreateReq = persistent.CreateReq.deserializeBinary(bytes);
  const options = optionsOf(request.getOptions());
  return { ...configOf(options), ...filterOf(options) };
};

export const readUpdate = (bytes: Buffer): GroupConfig => {
  const request: UpdateReq = persistent.UpdateReq.deserializeBinary(bytes);
  return configOf(optionsOf(request.getOptions()));
};

const groupNameOf = (
  options: Readonly<{
    getStreamIdentifier(): StreamIdentifier | undefined;
    getGroupName(): string;
  }>,
): GroupName => ({ stream: nameOf(options.getStreamIdentifier()), group: options.getGroupName() });

export const readDeleteGroup = (bytes: Buffer): GroupName => {
  const request: DeleteReq = persistent.DeleteReq.deserializeBinary(bytes);
  return groupNameOf(optionsOf(request.getOptions()));
};

export const readGetInfo = (bytes: Buffer): GroupName => {
  const request: GetInfoReq = persistent.GetInfoReq.deserializeBinary(bytes);
  return groupNameOf(optionsOf(request.getOptions()));
};

/** The stream whose groups are asked for; undefined for all groups. */
export const readList = (bytes: Buffer): string | undefined => {
  const request: ListReq = persistent.ListReq.deserializeBinary(bytes);
  const options = optionsOf(request.getOptions());
  const wanted = options.getListForStream();
  return wanted === undefined ? undefined : nameOf(wanted.getStream());
};

export const readReplayParked = (bytes: Buffer): GroupName & Readonly<{ stopAt: number | undefined }> => {
  const request: ReplayParkedReq = persistent.ReplayParkedReq.deserializeBinary(bytes);
  const options = optionsOf(request.getOptions());
  const stopAt = options.hasStopAt() ? Number(options.getStopAt()) : undefined;
  return { ...groupNameOf(options), stopAt };
};

const actions: readonly NackAction[] = ['retry', 'park', 'retry', 'skip', 'stop'];

const idsOf = (message: ReadReq.Ack | ReadReq.Nack): readonly string[] =>
  message.getIdsList().map((id) => readUuid(new WireReader(Buffer.from(id.serializeBinary()))));

export const readSubscribe = (bytes: Buffer): SubscribeRequest => {
  const request: ReadReq = persistent.ReadReq.deserializeBinary(bytes);
  const options = request.getOptions();
  if (options !== undefined) {
    const structuredIds = options.getUuidOption()?.hasStructured() ?? false;
    return {
      kind: 'options',
      name: groupNameOf(options),
      bufferSize: options.getBufferSize(),
      structuredIds,
    };
  }
  const ack = request.getAck();
  if (ack !== undefined) return { kind: 'ack', ids: idsOf(ack) };
  const nack = request.getNack();
  if (nack === undefined) return { kind: 'none' };
  const action = actions[nack.getAction()] ?? 'retry';
  return { kind: 'nack', ids: idsOf(nack), action, reason: nack.getReason() };
};
