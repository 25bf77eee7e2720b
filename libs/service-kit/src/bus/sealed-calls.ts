import { assertedSeconds } from '@credstream/contracts';
import { EnvelopeRefused, Once, type PartKeys, SealedChannel } from '@credstream/crypto';
import {
  type DomainError,
  type RequestContext,
  ServiceUnavailable,
  Unauthenticated,
} from '@credstream/domain-kernel';
import type { Logger } from '../logger.js';
import { RareLines } from '../rare-lines.js';
import { notAnswering, type Refusal } from '../refusal.js';
import { frame, unframe } from './framed.js';

/** The part that asks the services; they take requests of nobody else. */
export const askingPart = 'gateway';

const toleranceMs = assertedSeconds * 1000;
const inSeconds = (ms: number): number => Math.round(ms / 1000);

/** What a request says besides its body: who asks, from where, with which preconditions, and when. */
type RequestHead = Readonly<{ context: RequestContext; at: number }>;

/** What a reply says besides its body: when, and why there is none. */
type ReplyHead = Readonly<{ at: number; refusal?: Refusal }>;

/** What envelopes are bound to, so that none passes for another. */
const requestOf = (call: string): string => `request ${call}`;
const replyTo = (call: string, requestId: string): string => `reply ${call} ${requestId}`;

type Clock = () => number;
type Lines = Pick<Logger, 'warn'>;

export type OpenedReply = Readonly<{ body: Buffer; refusal?: Refusal }>;

export type SealedRequest = Readonly<{
  envelope: Buffer;
  /** Throws `ServiceUnavailable` when the service did not make this reply to this very request. */
  openReply: (reply: Uint8Array) => OpenedReply;
}>;

/** For the gateway: seals requests for the services, and opens their replies. */
export class CallSealer {
  private readonly channels = new Map<string, SealedChannel>();
  private readonly lines = new RareLines();

  constructor(
    private readonly keys: PartKeys,
    private readonly log: Lines,
    private readonly now: Clock = Date.now,
  ) {}

  /** `part` is who answers; `call` is the name of the call on what carries it. */
  seal(part: string, call: string, context: RequestContext, body: Uint8Array): SealedRequest {
    const channel = this.channelTo(part);
    const head: RequestHead = { context, at: this.now() };
    const { envelope, id } = channel.seal(frame(head, body), requestOf(call));
    return {
      envelope,
      openReply: (reply) => {
        const { plaintext } = this.opening(part, () => channel.open(reply, replyTo(call, id)));
        const opened = unframe<ReplyHead>(plaintext);
        this.compareClocks(part, opened.head.at);
        const { refusal } = opened.head;
        return { body: opened.body, ...(refusal && { refusal }) };
      },
    };
  }

  private opening<T>(part: string, open: () => T): T {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof EnvelopeRefused)) throw error;
      this.warn(`A reply was not made by the ${part} service, or the two have different keys`, {
        err: error,
      });
      throw notAnswering(part, error);
    }
  }

  private compareClocks(part: string, at: number): void {
    const differenceMs = this.now() - at;
    if (Math.abs(differenceMs) <= toleranceMs) return;
    const differenceSeconds = inSeconds(differenceMs);
    this.warn(`The clocks of this gateway and of the ${part} service differ`, { differenceSeconds });
  }

  private warn(words: string, more: object): void {
    const repeated = this.lines.due(words);
    if (repeated !== undefined) this.log.warn({ repeated, ...more }, words);
  }

  private channelTo(part: string): SealedChannel {
    const known = this.channels.get(part);
    if (known) return known;
    const made = new SealedChannel(this.keys, part);
    this.channels.set(part, made);
    return made;
  }
}

/** A request that the gateway made, to this service. */
export type OpenedRequest = Readonly<{
  context: RequestContext;
  body: Buffer;
  /** Why it is not answered all the same: it came before, or the clocks differ. */
  problem?: DomainError;
  sealReply: (body: Uint8Array, refusal?: Refusal) => Buffer;
}>;

/** For a service: opens requests, each once, and seals the replies. */
export class CallOpener {
  private readonly channel: SealedChannel;
  private readonly lines = new RareLines();
  // Longer than a message is good, also when the clock is corrected meanwhile.
  private readonly once = new Once({ keepMs: 4 * toleranceMs });

  constructor(
    keys: PartKeys,
    private readonly log: Lines,
    private readonly now: Clock = Date.now,
  ) {
    this.channel = new SealedChannel(keys, askingPart);
  }

  /** Undefined when the gateway did not make this envelope for this call: whoever is on the bus may send anything. */
  open(call: string, envelope: Uint8Array): OpenedRequest | undefined {
    try {
      return this.opened(call, envelope);
    } catch (error) {
      if (!(error instanceof EnvelopeRefused)) throw error;
      this.warn('A message was not made by the gateway, or the two have different keys', { err: error });
      return undefined;
    }
  }

  private opened(call: string, envelope: Uint8Array): OpenedRequest {
    const { plaintext, id, session, counter } = this.channel.open(envelope, requestOf(call));
    const { head, body } = unframe<RequestHead>(plaintext);
    const problem = this.problemOf(this.now() - head.at, session, counter);
    return {
      context: { ...head.context, messageId: id },
      body,
      ...(problem && { problem }),
      sealReply: (reply, refusal) => {
        const replyHead: ReplyHead = { at: this.now(), ...(refusal && { refusal }) };
        return this.channel.seal(frame(replyHead, reply), replyTo(call, id)).envelope;
      },
    };
  }

  private problemOf(ageMs: number, session: string, counter: number): DomainError | undefined {
    if (Math.abs(ageMs) > toleranceMs) {
      const differenceSeconds = inSeconds(ageMs);
      this.warn('The clocks of the gateway and of this service differ', { differenceSeconds });
      return new ServiceUnavailable('The clocks of the gateway and of a service differ', { retryAfter: 1 });
    }
    return this.once.take(session, counter) ? undefined : new Unauthenticated('This message came before');
  }

  private warn(words: string, more: object): void {
    const repeated = this.lines.due(words);
    if (repeated !== undefined) this.log.warn({ repeated, ...more }, words);
  }
}
