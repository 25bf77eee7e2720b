import type { ProposedEvent } from '../store/index.js';
import type { Write } from './writer.js';
import type { WriteContext } from './write-context.js';
import {
  type AppendChunk,
  MalformedRequest,
  type ProposedMessage,
  readAppendChunk,
  readDelete,
  toProposedEvent,
  type WriteOptions,
} from './write-requests.js';
import { appendSuccess, appendWrongVersion, deleteSuccess } from './write-responses.js';
import { invalidArgument, streamDeleted } from '../grpc/status.js';
import { maximumAppendSizeExceeded, missingRequiredMetadata, wrongExpectedVersion } from './write-status.js';
import { CallFailed, type Handler, unary } from '../grpc/transport/index.js';

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
  ({ writer, maxAppendSize }: WriteContext): Handler =>
  (call) => {
    let options: WriteOptions | undefined;
    const events: ProposedEvent[] = [];
    let size = 0;

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
