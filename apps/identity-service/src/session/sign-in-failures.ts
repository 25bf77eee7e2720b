import { createHmac } from 'node:crypto';
import {
  type FailedSignIns,
  FailureWindow,
  nextWindowSeconds,
  signInDelay,
  signInFailed,
  type SignInFailure,
  signInFailuresSchema,
  signInFailuresStream,
  signInFailureStream,
  signInSchema,
  type TriedUser,
} from '@credstream/domain-identity';
import { addressGroup, comparable, type RequestContext } from '@credstream/domain-kernel';
import { type RecordedEvent, recordFacts } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** From whom an attempt comes: somebody who signed in from there before, or anybody. */
export type Attempt = Readonly<{ username: string; ip?: string | undefined; isKnownAddress: boolean }>;

const keptCounters = 20_000;
const keepEventsSeconds = 90 * 86_400;

type Origin = Pick<RequestContext, 'ip' | 'userAgent'>;

/**
 * Sign-ins that failed: counted here at once, told of in the log once a window, so that a stranger chooses neither
 * how fast the log grows nor how much memory is used. What other copies of the service count is read from the log.
 */
@Injectable()
export class SignInFailures implements OnModuleInit, OnApplicationShutdown {
  private readonly strangers = new LRUCache<string, FailedSignIns>({ max: keptCounters });
  private readonly persons = new LRUCache<string, FailedSignIns>({ max: keptCounters });
  private readonly addresses = new LRUCache<string, FailedSignIns>({ max: keptCounters });
  private readonly origins = new LRUCache<string, Origin>({ max: 1_000 });
  private readonly view: LiveView;
  private window: FailureWindow;
  private windowSeconds = 1;
  private timer: NodeJS.Timeout | undefined;
  private ending: Promise<void> = Promise.resolve();

  constructor(private readonly host: ServiceHost) {
    this.window = new FailureWindow(host.now());
    this.view = startLiveView({
      prefixes: ['signinfailure-'],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
    this.schedule();
  }

  /** Milliseconds for which an attempt is not looked at. */
  delay({ username, ip, isKnownAddress }: Attempt): number {
    const now = this.host.now().getTime();
    const group = ip === undefined ? undefined : addressGroup(ip);
    const name = this.nameOf(username);
    if (isKnownAddress) return signInDelay(this.persons.get(`${name} ${group}`), 'person', now);
    return Math.max(
      signInDelay(this.strangers.get(name), 'username', now),
      group === undefined ? 0 : signInDelay(this.addresses.get(group), 'address', now),
    );
  }

  /** Would a stranger be delayed under this name or from this address? Only then does it matter who it is. */
  delaysStrangers(username: string, ip: string | undefined): boolean {
    return this.delay({ username, ip, isKnownAddress: false }) > 0;
  }

  /** An attempt that was not looked at lengthens no delay. */
  failed(
    { username, ip, isKnownAddress }: Attempt,
    reason: SignInFailure,
    user: TriedUser | undefined,
    { userAgent }: RequestContext,
  ): void {
    const name = this.nameOf(username);
    const address = ip === undefined ? undefined : addressGroup(ip);
    this.window.add({ name, user, reason, address });
    if (user)
      this.origins.set(name, {
        ...(ip !== undefined && { ip }),
        ...(userAgent !== undefined && { userAgent }),
      });
    if (reason === 'too_many_attempts') return;
    const now = this.host.now().getTime();
    if (isKnownAddress) {
      const person = `${name} ${address}`;
      this.persons.set(person, signInFailed(this.persons.get(person), now));
      return;
    }
    this.strangers.set(name, signInFailed(this.strangers.get(name), now));
    if (address !== undefined) this.addresses.set(address, signInFailed(this.addresses.get(address), now));
  }

  succeeded({ username, ip, isKnownAddress }: Attempt): void {
    if (isKnownAddress && ip !== undefined)
      this.persons.delete(`${this.nameOf(username)} ${addressGroup(ip)}`);
  }

  /** Records what was counted so far. */
  async record(): Promise<void> {
    const ended = this.window;
    const now = this.host.now();
    this.window = new FailureWindow(now);
    this.windowSeconds = nextWindowSeconds(this.windowSeconds, ended.isEmpty());
    const { users, sum } = ended.end(now, this.host.copy);
    const { store } = this.host;
    for (const { user, event } of users) {
      const stream = signInFailureStream(user.username);
      const context = { ...this.anybody(), ...this.origins.get(this.nameOf(user.username)) };
      const { revision } = await recordFacts({
        ...{ store, stream, schema: signInSchema, events: [event], context },
        account: user.account,
      });
      if (revision === 0n) await store.setMaxAge(stream, keepEventsSeconds);
    }
    if (!sum) return;
    const { revision } = await recordFacts({
      ...{ store, stream: signInFailuresStream, schema: signInFailuresSchema },
      ...{ events: [sum], context: this.anybody() },
    });
    if (revision === 0n) await store.setMaxAge(signInFailuresStream, keepEventsSeconds);
  }

  private anybody(): RequestContext {
    const correlationId = crypto.randomUUID();
    return { actor: { kind: 'anonymous' }, correlationId, causationId: correlationId };
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.ending = this.record()
        .catch((error: unknown) =>
          this.host.log.error({ err: error }, 'Failed sign-ins could not be recorded'),
        )
        .finally(() => this.timer && this.schedule());
    }, this.windowSeconds * 1_000);
    this.timer.unref();
  }

  /** A keyed hash: what is typed as a username may be a password. All ways to write one username have one. */
  private nameOf(username: string): string {
    return createHmac('sha256', this.host.hashKey).update(comparable(username)).digest('hex').slice(0, 32);
  }

  /** What another copy counted. */
  private apply(recorded: RecordedEvent): void {
    const at = recorded.created.getTime();
    const event = signInSchema.read(recorded) ?? signInFailuresSchema.read(recorded);
    if (event === undefined || event.type === 'UserSignedIn' || event.data.reporter === this.host.copy)
      return;
    const count = (counters: LRUCache<string, FailedSignIns>, key: string, times: number): void => {
      counters.set(key, signInFailed(counters.get(key), at, times));
    };
    if (event.type === 'UserSignInFailed') {
      const { username, count: times = 1 } = event.data;
      return count(this.strangers, this.nameOf(username), times);
    }
    for (const { name, count: times } of event.data.names) count(this.strangers, name, times);
    for (const { address, count: times } of event.data.addresses) count(this.addresses, address, times);
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.ending;
    await this.record().catch((error: unknown) =>
      this.host.log.error({ err: error }, 'Failed sign-ins could not be recorded'),
    );
    await this.view.stop();
  }
}
