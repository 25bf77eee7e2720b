import { assertedSeconds, type FeedMessage } from '@credstream/contracts';
import { NewsReader, type PartKeys } from '@credstream/crypto';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { Logger } from '../logger.js';
import { RareLines } from '../rare-lines.js';

export type FeedToHear<Message> = Readonly<{
  nats: Pick<NatsConnection, 'subscribe'>;
  keys: PartKeys;
  /** Whose feed it is. */
  part: string;
  subject: string;
  hear: (message: Message) => void;
  log: Logger;
  /** Milliseconds of the wall clock. */
  now?: () => number;
}>;

type Heard = Readonly<{ epoch: string; sequence: number; at: number }>;

const isMessage = (message: unknown): message is FeedMessage<unknown> => {
  const { epoch, sequence, at, position } = (message ?? {}) as Partial<FeedMessage<unknown>>;
  return (
    typeof epoch === 'string' &&
    Number.isSafeInteger(sequence) &&
    Number.isSafeInteger(at) &&
    typeof position === 'string'
  );
};

/** Whether a message goes on from what was heard last: it did not come before, and is none of an earlier epoch. */
const isNews = ({ epoch, sequence, at }: Heard, last: Heard | undefined): boolean =>
  !last || (epoch === last.epoch ? sequence > last.sequence : at > last.at);

/**
 * Hears a feed: only what its service signed, in time and for this subject, and each message once. Everybody on the bus
 * may publish there; what anybody else says, and what was said before, is passed over and counted in the log.
 */
export const listenToFeed = <Message extends FeedMessage<unknown>>({
  nats,
  keys,
  part,
  subject,
  hear,
  log,
  now = Date.now,
}: FeedToHear<Message>): Subscription => {
  const reader = new NewsReader(keys, part, subject);
  const lines = new RareLines();
  let last: Heard | undefined;
  const passOver = (words: string, more: object = {}): void => {
    const repeated = lines.due(words);
    if (repeated !== undefined) log.warn({ subject, repeated, ...more }, words);
  };

  const read = (error: Error | null, message: Msg): void => {
    if (error) return passOver('A feed cannot be heard', { err: error });
    const news = reader.read(message.data);
    if (!isMessage(news)) return passOver('A message of a feed was not made by its service');
    const differenceMs = now() - news.at;
    if (Math.abs(differenceMs) > assertedSeconds * 1000) {
      return passOver(
        'A message of a feed is of another time; the clocks differ, or it was recorded and sent again',
        {
          differenceSeconds: Math.round(differenceMs / 1000),
        },
      );
    }
    if (!isNews(news, last)) return passOver('A message of a feed came again');
    last = { epoch: news.epoch, sequence: news.sequence, at: news.at };
    hear(news as Message);
  };

  return nats.subscribe(subject, {
    callback: (error, message) => {
      try {
        read(error, message);
      } catch (problem) {
        // The next message will show the gap.
        passOver('A message of a feed cannot be read', { err: problem });
      }
    },
  });
};
