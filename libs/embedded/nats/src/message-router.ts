import type { Connection } from './connection.js';
import type { PublishLine } from './protocol-parser.js';
import { SubscriptionIndex } from './subscription-index.js';

export type Subscription = Readonly<{
  connection: Connection;
  subject: string;
  queue: string | undefined;
  sid: string;
}> & {
  delivered: number;
  /** Ends itself after so many messages; undefined for no end. */
  max: number | undefined;
  closed: boolean;
};

/** Brings messages to subscriptions. One per server. */
export class MessageRouter {
  readonly #index = new SubscriptionIndex<Subscription>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  add(subscription: Subscription): void {
    this.#index.add(subscription);
  }

  remove(subscription: Subscription): void {
    subscription.closed = true;
    this.#index.remove(subscription);
  }

  /** @returns whether anybody got it. */
  publish(line: PublishLine, content: Buffer, sender: Connection): boolean {
    const { plain, queues } = this.#index.match(line.subject);
    let delivered = false;
    for (const subscription of plain) {
      if (subscription.connection.deliver(subscription, line, content, sender)) delivered = true;
    }
    for (const members of queues) {
      if (this.#deliverToOne(members, line, content, sender)) delivered = true;
    }
    return delivered;
  }

  /** The sender's own plain subscription that would see a reply. */
  subscriptionForReply(reply: string, sender: Connection): Subscription | undefined {
    return this.#index.match(reply).plain.find(({ connection }) => connection === sender);
  }

  /** From a random member on, the first that can take it: a member without echo passes it to the next. */
  #deliverToOne(
    members: readonly Subscription[],
    line: PublishLine,
    content: Buffer,
    sender: Connection,
  ): boolean {
    const first = Math.floor(this.#random() * members.length);
    for (let tried = 0; tried < members.length; tried++) {
      const member = members[(first + tried) % members.length];
      if (member?.connection.deliver(member, line, content, sender) === true) return true;
    }
    return false;
  }
}
