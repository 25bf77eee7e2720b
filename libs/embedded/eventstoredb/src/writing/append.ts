import { invalidArgument, streamDeleted } from '../grpc/status.js';
import { CallFailed, type Handler, unary } from '../grpc/transport/index.js';
import { MalformedMessage } from '../protobuf/index.js';
import { type ProposedEvent, streamNameFault } from '../store/index.js';
import { MAX_HELD, type WriteContext } from './write-context.js';
import {
  type AppendChunk,
  type ProposedMessage,
  readAppendChunk,
  readDelete,
  sizeOf,
  toProposedEvent,
  type WriteOptions,
} from './write-requests.js';
import { appendSuccess, appendWrongVersion, deleteSuccess } from './write-responses.js';
import { maximumAppendSizeExceeded, missingRequiredMetadata, wrongExpectedVersion } from './write-status.js';
import type { Write } from './writer.js';

const expectedOf = ({ stream, expected }: WriteOptions) => {
  const fault = streamNameFault(stream);
  if (fault !== undefined) throw new CallFailed(invalidArgument(fault));
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
  ({ writer, maxAppendSize }: WriteContext): Handler =>
  (call) => {
    let options: WriteOptions | undefined;
    const events: ProposedEvent[] = [];
    let size = 0;
    let held = 0;

    const take = ({ options: first, message }: AppendChunk) => {
      if (options === undefined) {
        if (first === undefined) throw new MalformedMessage('The first message has no options');
        options = first;
        expectedOf(first);
        return;
      }
      if (message === undefined) throw new MalformedMessage('A message without an event');
      const event = eventOf(message);
      events.push(event);
      size += message.data.length;
      held += sizeOf(event);
      if (size > maxAppendSize) throw new CallFailed(maximumAppendSizeExceeded(maxAppendSize));
      if (held > MAX_HELD) throw new CallFailed(maximumAppendSizeExceeded(MAX_HELD));
    };
    const finish = async () => {
      if (options === undefined) throw new MalformedMessage('There was no message');
      const { stream } = options;
      const expected = expectedOf(options);
      const outcome = await writer.submit({ kind: 'append', stream, expected, events });
      if (outcome.kind === 'deleted') throw new CallFailed(streamDeleted(stream));
      void call.write(
        outcome.kind === 'written' ? appendSuccess(outcome) : appendWrongVersion(expected, outcome.current),
      );
      call.end();
    };
    call.receive({ message: (bytes) => take(readAppendChunk(bytes)), end: finish });
  };

/** `Streams/Delete` and `Streams/Tombstone`; here a wrong expected version is an error status. */
export const remove = (
  kind: Extract<Write['kind'], 'delete' | 'tombstone'>,
  { writer }: WriteContext,
): Handler =>
  unary(async (request) => {
    const options = readDelete(request);
    const { stream } = options;
    const expected = expectedOf(options);
    const outcome = await writer.submit({ kind, stream, expected });
    if (outcome.kind === 'deleted') throw new CallFailed(streamDeleted(stream));
    if (outcome.kind === 'wrong_version') {
      throw new CallFailed(wrongExpectedVersion(stream, expected, outcome.current));
    }
    return deleteSuccess(outcome);
  });
