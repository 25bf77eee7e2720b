import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';

import { messageField, textField, varintField } from '../encode.js';
import type { ConsumerGroup } from '../persistent-subscription/consumer-group.js';
import type { Message } from '../persistent-subscription/message.js';
import { formatStart } from '../persistent-subscription/source.js';
import { withStructuredIds } from './responses.js';

export const persistentConfirmation = (subscriptionId: string): Buffer =>
  messageField(2, textField(1, subscriptionId));

export const persistentEvent = ({ record, retryCount }: Message, structuredIds: boolean): Buffer => {
  const { event, link } = structuredIds ? withStructuredIds(record) : record;
  return messageField(
    1,
    ...(event === undefined ? [] : [messageField(1, event.message)]),
    ...(link === undefined ? [] : [messageField(2, link.message)]),
    varintField(3, (link ?? event)!.position),
    varintField(5, retryCount),
  );
};

const infoOf = (group: ConsumerGroup, parkedCount: number): SubscriptionInfo => {
  const { config, source } = group;
  const { settings } = config;
  const numbers = group.statistics();
  const last = source.last();
  const total = group.consumers.connected.reduce((sum, consumer) => sum + consumer.total, 0);
  const info = new persistent.SubscriptionInfo();
  info.setEventSource(config.stream);
  info.setGroupName(config.group);
  info.setStatus(numbers.live ? 'Live' : 'Behind');
  info.setTotalItems(String(total));
  info.setCountSinceLastMeasurement('0');
  info.setLastCheckpointedEventPosition(
    numbers.checkpoint === undefined ? '' : source.format(numbers.checkpoint),
  );
  info.setLastKnownEventPosition(last < 0 ? '' : source.format(last));
  info.setResolveLinkTos(settings.resolveLinks);
  info.setStartFrom(formatStart(settings.startFrom, source));
  info.setMessageTimeoutMilliseconds(settings.messageTimeoutMs);
  info.setExtraStatistics(settings.extraStatistics);
  info.setMaxRetryCount(settings.maxRetryCount);
  info.setLiveBufferSize(settings.liveBufferSize);
  info.setBufferSize(settings.historyBufferSize);
  info.setReadBatchSize(settings.readBatchSize);
  info.setCheckPointAfterMilliseconds(settings.checkpointAfterMs);
  info.setMinCheckPointCount(settings.minCheckpointCount);
  info.setMaxCheckPointCount(settings.maxCheckpointCount);
  info.setReadBufferCount(numbers.buffered);
  info.setLiveBufferCount('0');
  info.setRetryBufferCount(numbers.retrying);
  info.setTotalInFlightMessages(numbers.inFlight);
  info.setOutstandingMessagesCount(numbers.inFlight);
  info.setNamedConsumerStrategy(settings.strategy);
  info.setMaxSubscriberCount(settings.maxSubscriberCount);
  info.setParkedMessageCount(String(parkedCount));
  info.setConnectionsList(
    group.consumers.connected.map((consumer) => {
      const connection = new persistent.SubscriptionInfo.ConnectionInfo();
      connection.setFrom(consumer.from);
      connection.setTotalItems(String(consumer.total));
      connection.setCountSinceLastMeasurement('0');
      connection.setAvailableSlots(consumer.bufferSize - consumer.inFlight);
      connection.setInFlightMessages(consumer.inFlight);
      connection.setConnectionName(consumer.connectionName);
      return connection;
    }),
  );
  return info;
};

export const infoResponse = (group: ConsumerGroup, parkedCount: number): Buffer => {
  const response = new persistent.GetInfoResp();
  response.setSubscriptionInfo(infoOf(group, parkedCount));
  return Buffer.from(response.serializeBinary());
};

export const listResponse = (
  groups: readonly ConsumerGroup[],
  parkedCount: (group: ConsumerGroup) => number,
): Buffer => {
  const response = new persistent.ListResp();
  response.setSubscriptionsList(groups.map((group) => infoOf(group, parkedCount(group))));
  return Buffer.from(response.serializeBinary());
};
