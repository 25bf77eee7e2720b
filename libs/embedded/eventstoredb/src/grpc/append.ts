import type { handleClientStreamingCall, handleUnaryCall } from '@grpc/grpc-js';

import type { ProposedEvent } from '../model.js';
import type { Write } from '../writer.js';
import type { Context } from './context.js';
import {
  type AppendChunk,
  MalformedRequest,
  type ProposedMessage,
  readAppendChunk,
  readDelete,
  toProposedEvent,
  type WriteOptions,
} from './requests.js';
import { appendSuccess, appendWrongVersion, deleteSuccess } from './responses.js';
import {
  CallFailed,
  invalidArgument,
  isUnexpected,
  maximumAppendSizeExceeded,
  missingRequiredMetadata,
  statusOf,
  streamDeleted,
  wrongExpectedVersion,
} from './status.js';

const expectedOf = ({ expected }: WriteOptions) => {
  if (expected === undefined) {
    throw new CallFailed(invalidArgument("'None' is not a valid ExpectedStreamRevision"));
  }
  return expected;
};

const eventOf = (message: ProposedMessage): ProposedEvent => {
  const event = toProposedEvent(message);
  if (event === undefined) throw new CallFailed(missingRequiredMetadata());
  return event;
};

/** `Streams/Append`: options first, then one message per event. */
export const append =
  ({ writer, maxAppendSize, report }: Context): handleClientStreamingCall<Buffer, Buffer> =>
  (call, callback) => {
    let options: WriteOptions | undefined;
    const events: ProposedEvent[] = [];
    let size = 0;
    let answered = false;

    const fail = (error: unknown) => {
      if (answered) return;
      answered = true;
      const status = statusOf(error);
      if (isUnexpected(error)) report(error);
      callback(status);
    };
    const take = ({ options: first, message }: AppendChunk) => {
      if (options === undefined) {
        if (first === undefined) throw new MalformedRequest('The first message has no options');
        options = first;
        expectedOf(first);
        return;
      }
      if (message === undefined) throw new MalformedRequest('A message without an event');
      events.push(eventOf(message));
      size += message.data.length;
      if (size > maxAppendSize) throw new CallFailed(maximumAppendSizeExceeded(maxAppendSize));
    };
    const finish = async () => {
      if (options === undefined) throw new MalformedRequest('There was no message');
      const { stream } = options;
      const expected = expectedOf(options);
      const outcome = await writer.submit({ kind: 'append', stream, expected, events });
      if (outcome.kind === 'deleted') throw new CallFailed(streamDeleted(stream));
      answered = true;
      callback(
        null,
        outcome.kind === 'written' ? appendSuccess(outcome) : appendWrongVersion(expected, outcome.current),
      );
    };

    call.on('data', (bytes: Buffer) => {
      if (answered) return;
      try {
        take(readAppendChunk(bytes));
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => {
      if (!answered && !call.cancelled) finish().catch(fail);
    });
    call.on('error', fail);
  };

/** `Streams/Delete` and `Streams/Tombstone`; here a wrong expected version is an error status. */
export const remove =
  (
    kind: Extract<Write['kind'], 'delete' | 'tombstone'>,
    { writer, report }: Context,
  ): handleUnaryCall<Buffer, Buffer> =>
  (call, callback) => {
    const perform = async () => {
      const options = readDelete(call.request);
      const { stream } = options;
      const expected = expectedOf(options);
      const outcome = await writer.submit({ kind, stream, expected });
      if (outcome.kind === 'deleted') throw new CallFailed(streamDeleted(stream));
      if (outcome.kind === 'wrong_version') {
        throw new CallFailed(wrongExpectedVersion(stream, expected, outcome.current));
      }
      callback(null, deleteSuccess(outcome));
    };
    perform().catch((error: unknown) => {
      if (isUnexpected(error)) report(error);
      callback(statusOf(error));
    });
  };
