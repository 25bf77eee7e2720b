import type { ResolvedRecord } from '../links.js';
import { decodeRecordedEvent } from '../record-codec.js';

/**
 * A record on its way to a consumer. `at` is its place in the source and `previous` the place before it,
 * which is the checkpoint while this one is the lowest not processed; a replayed parked message has neither.
 */
export type Message = Readonly<{
  /** What acks name: the id of the link if there is one. */
  id: string;
  record: ResolvedRecord;
  retryCount: number;
  place: Readonly<{ at: number; previous: number }> | undefined;
}>;

export const newMessage = (record: ResolvedRecord, place: Message['place']): Message => ({
  id: decodeRecordedEvent((record.link ?? record.event!).message).id,
  record,
  retryCount: 0,
  place,
});

export const retried = (message: Message): Message => ({ ...message, retryCount: message.retryCount + 1 });

/** The event that a parked message points to, as `<number>@<stream>`. */
export const parkedTarget = ({ record, place }: Message): string => {
  const original = place === undefined ? (record.event ?? record.link!) : (record.link ?? record.event!);
  const { number, stream } = decodeRecordedEvent(original.message);
  return `${number}@${stream}`;
};
