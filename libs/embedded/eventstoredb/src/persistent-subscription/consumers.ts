import { createHash } from 'node:crypto';

import { decodeRecordedEvent } from '../record-codec.js';
import type { Message } from './message.js';
import type { Strategy } from './settings.js';

/** A connected client. `send` returns at once; flow control is the number of messages in flight. */
export type Consumer = {
  readonly bufferSize: number;
  readonly connectionName: string;
  readonly from: string;
  readonly send: (message: Message) => void;
  readonly drop: () => void;
  inFlight: number;
  total: number;
};

const hasSlot = (consumer: Consumer) => consumer.inFlight < consumer.bufferSize;

const correlationOf = (message: Message): string | undefined => {
  const record = message.record.event ?? message.record.link!;
  try {
    const json: unknown = JSON.parse(
      Buffer.from(decodeRecordedEvent(record.message).customMetadata).toString('utf8'),
    );
    const id = (json as Record<string, unknown> | null)?.['$correlationId'];
    return typeof id === 'string' ? id : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const streamOf = ({ record }: Message) => decodeRecordedEvent((record.event ?? record.link!).message).stream;

const pinned = (consumers: readonly Consumer[], key: string): Consumer | undefined => {
  const hash = createHash('sha256').update(key).digest().readUInt32BE(0);
  const consumer = consumers[hash % consumers.length];
  return consumer && hasSlot(consumer) ? consumer : undefined;
};

/** The connected clients of a group and the choice of who gets the next message. */
export class Consumers {
  private list: Consumer[] = [];
  private turn = 0;

  get connected(): readonly Consumer[] {
    return this.list;
  }

  add(consumer: Consumer): void {
    this.list.push(consumer);
  }

  remove(consumer: Consumer): void {
    this.list = this.list.filter((other) => other !== consumer);
  }

  /** Who gets the message; undefined when nobody can take it now. */
  choose(strategy: Strategy, message: Message): Consumer | undefined {
    switch (strategy) {
      case 'DispatchToSingle':
        return this.list.find(hasSlot);
      case 'Pinned':
        return pinned(this.list, streamOf(message));
      case 'PinnedByCorrelation':
        return pinned(this.list, correlationOf(message) ?? streamOf(message));
      case 'RoundRobin':
        return this.nextInTurn();
    }
  }

  private nextInTurn(): Consumer | undefined {
    for (let tried = 0; tried < this.list.length; tried++) {
      const consumer = this.list[this.turn++ % this.list.length]!;
      if (hasSlot(consumer)) return consumer;
    }
    return undefined;
  }
}
