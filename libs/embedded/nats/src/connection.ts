import type { Socket } from 'node:net';
import type { Authenticator } from './authentication.js';
import { optionsBeforeConnect, readConnect } from './connect-options.js';
import { ProtocolViolation, refusals } from './errors.js';
import { KeepAlive } from './keep-alive.js';
import type { MessageRouter, Subscription } from './message-router.js';
import { Outbound } from './outbound.js';
import type { ProtocolHandler, PublishLine } from './protocol-parser.js';
import { ProtocolParser } from './protocol-parser.js';
import {
  isLiteral,
  isReservedReply,
  isReservedSubject,
  isValidSubscription,
  reservedQueue,
} from './subject.js';

/** Times in milliseconds, sizes in bytes. */
export type ConnectionSettings = Readonly<{
  maxPayload: number;
  maxControlLine: number;
  /** A client that leaves more than this unread is cut off. */
  maxPending: number;
  /** So is one that takes nothing for so long. */
  writeDeadline: number;
  maxSubscriptions: number;
  pingInterval: number;
  maxPingsOut: number;
  authTimeout: number;
}>;

/** How long a publisher waits for a listener that falls behind before it may go on, and risk it being cut off. */
const stallTime = 100;
/** How long a client has to take the last words before its socket is destroyed. */
const lingerTime = 1_000;

const noResponders = Buffer.from('NATS/1.0 503\r\n\r\n\r\n');
const quoted = (text: string): string => JSON.stringify(text);

/** One client. `onClose` is told once, with the reason. */
export class Connection implements ProtocolHandler {
  readonly #socket: Socket;
  readonly #settings: ConnectionSettings;
  readonly #router: MessageRouter;
  readonly #authenticator: Authenticator;
  readonly #onClose: (reason: string) => void;
  readonly #outbound: Outbound;
  readonly #parser: ProtocolParser;
  readonly #keepAlive: KeepAlive;
  readonly #subscriptions = new Map<string, Subscription>();
  #options = optionsBeforeConnect;
  readonly #authenticationTimer: NodeJS.Timeout | undefined;
  readonly #waitingPublishers = new Set<() => void>();
  #stalled = false;
  #closed = false;

  constructor(
    socket: Socket,
    settings: ConnectionSettings,
    router: MessageRouter,
    authenticator: Authenticator,
    onClose: (reason: string) => void,
  ) {
    this.#socket = socket;
    this.#settings = settings;
    this.#router = router;
    this.#authenticator = authenticator;
    this.#onClose = onClose;
    this.#outbound = new Outbound(socket, settings, (reason) => this.#abandon(reason));
    this.#parser = new ProtocolParser(this, settings.maxControlLine);
    this.#keepAlive = new KeepAlive(
      { interval: settings.pingInterval, maxPingsOut: settings.maxPingsOut },
      () => this.#outbound.line('PING\r\n'),
      () => this.refuse(refusals.staleConnection),
    );
    if (authenticator !== undefined) {
      this.#parser.connectOnly = true;
      this.#authenticationTimer = setTimeout(
        () => this.refuse(refusals.authenticationTimeout),
        settings.authTimeout,
      );
    }
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('drain', () => this.#releasePublishers());
    socket.on('end', () => this.close('the client left'));
    socket.on('error', (error) => this.#abandon(error.message));
    socket.on('close', () => this.#abandon('the client left'));
  }

  /** Clients of protocol 1 take an INFO at any time. */
  get takesLaterInfo(): boolean {
    return this.#options.protocol >= 1;
  }

  send(line: string): void {
    if (!this.#closed) this.#outbound.line(line);
  }

  /** Says why, then closes. */
  refuse(reply: string): void {
    this.send(`-ERR '${reply}'\r\n`);
    this.close(reply);
  }

  /** Sends what is waiting, then closes. */
  close(reason: string): void {
    if (!this.#leave(reason)) return;
    this.#outbound.flush();
    this.#socket.end();
    this.#socket.resume();
    const linger = setTimeout(() => this.#socket.destroy(), lingerTime);
    this.#socket.on('close', () => clearTimeout(linger));
  }

  /** @returns false when this subscription cannot take the message: no echo, ended, or gone. */
  deliver(subscription: Subscription, line: PublishLine, content: Buffer, sender: Connection): boolean {
    if (this.#closed || subscription.closed || (sender === this && !this.#options.echo)) return false;
    subscription.delivered++;
    if (subscription.delivered === subscription.max) this.#drop(subscription);

    const address = `${line.subject} ${subscription.sid} ${line.reply === undefined ? '' : `${line.reply} `}`;
    // Headers of no length are no headers: HPUB then arrives as MSG.
    if (line.headerSize === undefined || line.headerSize === 0) {
      this.#outbound.message(`MSG ${address}${line.size}\r\n`, content);
    } else if (this.#options.headers) {
      this.#outbound.message(`HMSG ${address}${line.headerSize} ${line.size}\r\n`, content);
    } else {
      const body = content.subarray(line.headerSize);
      this.#outbound.message(`MSG ${address}${line.size - line.headerSize}\r\n`, body);
    }
    if (this.#outbound.isBehind) sender.#stall(this);
    return true;
  }

  connect(json: string): void {
    clearTimeout(this.#authenticationTimer);
    this.#options = readConnect(json, this.#options);
    const { account, new_account: newAccount, protocol, headers, no_responders: wantsStatus } = this.#options;
    const admitted = this.#authenticator?.(this.#options) ?? true;
    if (!admitted || newAccount || account !== '') throw ProtocolViolation.refused(refusals.unauthorized);
    this.#parser.connectOnly = false;
    if (protocol !== 0 && protocol !== 1) throw ProtocolViolation.refused(refusals.unsupportedProtocol);
    if (wantsStatus && !headers) throw ProtocolViolation.refused(refusals.noRespondersWithoutHeaders);
    this.#acknowledge();
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.#keepAlive.active();
    if (queue === reservedQueue) {
      this.#complain(
        `Permissions Violation for Subscription to ${quoted(subject)} using queue ${quoted(queue)}`,
      );
      return;
    }
    if (this.#subscriptions.size >= this.#settings.maxSubscriptions) {
      this.#complain(refusals.tooManySubscriptions);
      return;
    }
    if (!this.#subscriptions.has(sid)) {
      if (!isValidSubscription(subject)) {
        this.#complain(refusals.invalidSubject);
        return;
      }
      const subscription: Subscription = {
        connection: this,
        subject,
        queue,
        sid,
        delivered: 0,
        max: undefined,
        closed: false,
      };
      this.#subscriptions.set(sid, subscription);
      this.#router.add(subscription);
    }
    this.#acknowledge();
  }

  unsubscribe(sid: string, max: number | undefined): void {
    this.#keepAlive.active();
    const subscription = this.#subscriptions.get(sid);
    if (subscription !== undefined) {
      if (max !== undefined && max > subscription.delivered) subscription.max = max;
      else this.#drop(subscription);
    }
    this.#acknowledge();
  }

  publishAnnounced({ subject, headerSize, size }: PublishLine): void {
    if (headerSize !== undefined && !this.#options.headers) {
      throw new ProtocolViolation('HPUB from a client that did not ask for headers');
    }
    if (size > this.#settings.maxPayload) throw ProtocolViolation.refused(refusals.payloadTooLarge);
    if (this.#options.pedantic && !isLiteral(subject)) this.#complain(refusals.invalidPublishSubject);
  }

  publish(line: PublishLine, content: Buffer): void {
    this.#keepAlive.active();
    if (isReservedSubject(line.subject)) {
      this.#complain(`Permissions Violation for Publish to ${quoted(line.subject)}`);
      return;
    }
    if (line.reply !== undefined && isReservedReply(line.reply)) {
      this.#complain(`Permissions Violation for Publish with Reply of ${quoted(line.reply)}`);
      return;
    }
    this.#acknowledge();
    const delivered = this.#router.publish(line, content, this);
    if (!delivered && line.reply !== undefined && this.#options.no_responders) this.#reportNobody(line.reply);
  }

  ping(): void {
    this.#keepAlive.active();
    this.send('PONG\r\n');
  }

  pong(): void {
    this.#keepAlive.answered();
  }

  error(text: string): void {
    this.close(`the client reported ${text}`);
  }

  #read(chunk: Buffer): void {
    try {
      this.#parser.push(chunk);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      if (error.reply === undefined) this.close(error.message);
      else this.refuse(error.reply);
    }
  }

  /** Reads no more from this client until the slow one has caught up, or is gone, or the time is over. */
  #stall(slow: Connection): void {
    if (this.#stalled || slow.#closed) return;
    this.#stalled = true;
    this.#socket.pause();
    const resume = (): void => {
      clearTimeout(timer);
      slow.#waitingPublishers.delete(resume);
      this.#stalled = false;
      this.#socket.resume();
    };
    const timer = setTimeout(resume, stallTime);
    slow.#waitingPublishers.add(resume);
  }

  #releasePublishers(): void {
    for (const resume of this.#waitingPublishers) resume();
  }

  #acknowledge(): void {
    if (this.#options.verbose) this.send('+OK\r\n');
  }

  /** An error that leaves the connection open. */
  #complain(text: string): void {
    this.send(`-ERR '${text}'\r\n`);
  }

  #reportNobody(reply: string): void {
    const subscription = this.#router.subscriptionForReply(reply, this);
    if (subscription === undefined) return;
    this.#outbound.message(`HMSG ${reply} ${subscription.sid} 16 16\r\n`, noResponders);
  }

  #drop(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.sid);
    this.#router.remove(subscription);
  }

  /** Closes with nothing more sent. */
  #abandon(reason: string): void {
    this.#leave(reason);
    this.#outbound.discard();
    this.#socket.destroy();
  }

  #leave(reason: string): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    this.#parser.stop();
    clearTimeout(this.#authenticationTimer);
    this.#keepAlive.stop();
    this.#releasePublishers();
    for (const subscription of this.#subscriptions.values()) this.#router.remove(subscription);
    this.#subscriptions.clear();
    this.#onClose(reason);
    return true;
  }
}
