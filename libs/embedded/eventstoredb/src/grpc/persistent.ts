import { compileFilter, UnsupportedFilter } from '../filter.js';
import type { Consumer } from '../persistent-subscription/consumers.js';
import type { ConsumerGroup } from '../persistent-subscription/consumer-group.js';
import {
  GroupExists,
  GroupMissing,
  type PersistentSubscriptions,
} from '../persistent-subscription/persistent-subscriptions.js';
import { type GroupConfig, keyOf, settingsProblem, strategies } from '../persistent-subscription/settings.js';
import {
  type GroupName,
  readCreate,
  readDeleteGroup,
  readGetInfo,
  readList,
  readReplayParked,
  readSubscribe,
  readUpdate,
  type SubscribeRequest,
} from './persistent-request.js';
import {
  infoResponse,
  listResponse,
  persistentConfirmation,
  persistentEvent,
} from './persistent-response.js';
import { MalformedRequest } from './requests.js';
import {
  groupDropped,
  groupExists,
  groupFailed,
  groupMissing,
  invalidArgument,
  maximumSubscribersReached,
} from './status.js';
import type { Call } from './transport/call.js';
import type { Handler } from './transport/grpc-server.js';
import * as shapes from './transport/shapes.js';
import { CallFailed } from './transport/status.js';

const nothing = Buffer.alloc(0);
const DEFAULT_BUFFER = 10;

/** The status for what the groups refuse. */
const asCallFailure = (error: unknown, { stream, group }: GroupName): unknown => {
  if (error instanceof GroupExists) return new CallFailed(groupExists(stream, group));
  if (error instanceof GroupMissing) return new CallFailed(groupMissing(stream, group));
  if (error instanceof UnsupportedFilter) return new CallFailed(invalidArgument(error.message));
  return error;
};

const check = ({ stream, group, settings, filter }: GroupConfig): void => {
  const problem = strategies.includes(settings.strategy)
    ? settingsProblem(settings)
    : `Consumer strategy ${settings.strategy} does not exist`;
  if (problem !== undefined) throw new CallFailed(groupFailed(stream, group, problem));
  if (filter !== undefined) compileFilter(filter);
};

/** Handlers of `PersistentSubscriptions`. */
export const persistentHandlers = (subscriptions: PersistentSubscriptions) => {
  const unary = <T>(
    decode: (bytes: Buffer) => T,
    name: (request: T) => GroupName,
    answer: (request: T) => Promise<Buffer> | Buffer,
  ): Handler =>
    shapes.unary(async (bytes) => {
      const request = decode(bytes);
      try {
        return await answer(request);
      } catch (error) {
        throw asCallFailure(error, name(request));
      }
    });
  const itself = <T extends GroupName>(request: T): GroupName => request;
  const parkedCount = ({ config }: ConsumerGroup) => subscriptions.parkedCount(config.stream, config.group);

  return {
    create: unary(readCreate, itself, async (config) => {
      check(config);
      await subscriptions.create(config);
      return nothing;
    }),
    update: unary(readUpdate, itself, async (config) => {
      subscriptions.get(config.stream, config.group);
      check(config);
      await subscriptions.update(config);
      return nothing;
    }),
    delete: unary(readDeleteGroup, itself, async ({ stream, group }) => {
      await subscriptions.delete(stream, group);
      return nothing;
    }),
    getInfo: unary(readGetInfo, itself, ({ stream, group }) => {
      const found = subscriptions.get(stream, group);
      return infoResponse(found, parkedCount(found));
    }),
    list: unary(
      readList,
      (stream) => ({ stream: stream ?? '', group: '' }),
      (stream) => {
        const groups = subscriptions.list(stream);
        if (groups.length === 0 && stream !== undefined) throw new GroupMissing(stream);
        return listResponse(groups, parkedCount);
      },
    ),
    replayParked: unary(readReplayParked, itself, async ({ stream, group, stopAt }) => {
      subscriptions.get(stream, group);
      if (stopAt !== undefined && stopAt < 0) {
        throw new CallFailed(
          groupFailed(stream, group, 'Cannot stop replaying parked message at a negative version.'),
        );
      }
      await subscriptions.replayParked(stream, group, stopAt);
      return nothing;
    }),
    restartSubsystem: unary(
      (bytes) => bytes,
      () => ({ stream: '', group: '' }),
      () => {
        subscriptions.restart();
        return nothing;
      },
    ),
    read: subscribe(subscriptions),
  };
};

const subscribe =
  (subscriptions: PersistentSubscriptions): Handler =>
  (call) => {
    let connected: Connection | undefined;
    call.receive({
      message: (bytes) => {
        const request = readSubscribe(bytes);
        if (connected === undefined) connected = connect(subscriptions, request, call);
        else connected.take(request);
      },
      end: () => call.end(),
    });
  };

/** A client of a group. The group is looked up by the connection, since an update replaces it. */
class Connection {
  constructor(
    private readonly group: ConsumerGroup,
    private readonly consumer: Consumer,
  ) {}

  take(request: SubscribeRequest): void {
    if (request.kind === 'ack') this.group.ack(request.ids);
    else if (request.kind === 'nack') this.group.nack(request.ids, request.action, request.reason);
  }

  leave(): void {
    this.group.disconnect(this.consumer);
  }
}

const connect = (
  subscriptions: PersistentSubscriptions,
  request: SubscribeRequest,
  call: Call,
): Connection => {
  if (request.kind !== 'options') throw new MalformedRequest('The first message has no options');
  const { name, structuredIds } = request;
  const { stream, group: groupName } = name;
  let group: ConsumerGroup;
  try {
    group = subscriptions.get(stream, groupName);
  } catch (error) {
    throw asCallFailure(error, name);
  }
  const { maxSubscriberCount } = group.config.settings;
  if (maxSubscriberCount > 0 && group.consumers.connected.length >= maxSubscriberCount) {
    throw new CallFailed(maximumSubscribersReached(stream, groupName));
  }
  const consumer: Consumer = {
    bufferSize: request.bufferSize > 0 ? request.bufferSize : DEFAULT_BUFFER,
    connectionName: String(call.headers['connection-name'] ?? ''),
    from: call.peer,
    send: (message) => void call.write(persistentEvent(message, structuredIds)),
    drop: () => call.end(groupDropped(stream, groupName)),
    inFlight: 0,
    total: 0,
  };
  const connection = new Connection(group, consumer);
  call.aborted.addEventListener('abort', () => connection.leave(), { once: true });
  void call.write(persistentConfirmation(keyOf(stream, groupName)));
  group.connect(consumer);
  return connection;
};
