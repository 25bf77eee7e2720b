import {
  type FailedSignIns,
  forgetAfterMs,
  signInDelay,
  signInFailed,
  signInSchema,
} from '@credstream/domain-identity';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** So many attempts under one username are looked at at a time; the others wait. */
const atATime = 5;
const pruneAbove = 10_000;

type Queue = { running: number; readonly waiting: (() => void)[] };

/** Failed sign-ins by username and by address, in every copy of the service as the log tells them. */
@Injectable()
export class SignInDelays implements OnModuleInit, OnApplicationShutdown {
  private readonly byUsername = new Map<string, FailedSignIns>();
  private readonly byAddress = new Map<string, FailedSignIns>();
  private readonly queues = new Map<string, Queue>();
  private readonly view: LiveView;

  constructor(private readonly host: ServiceHost) {
    this.view = startLiveView({
      prefixes: ['signin-'],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
  }

  /** Milliseconds for which no sign-in under this username (by its stream) or from this address is looked at. */
  delay(stream: string, ip: string | undefined): number {
    const now = this.host.now().getTime();
    return Math.max(
      signInDelay(this.byUsername.get(stream), 'username', now),
      ip === undefined ? 0 : signInDelay(this.byAddress.get(ip), 'address', now),
    );
  }

  /** Resolves when a failure that was recorded at this position counts here. */
  counted(position: bigint): Promise<void> {
    return this.view.waitFor(position);
  }

  /** Does it while few others do it under the same username, so that many guesses at once gain nothing. */
  async oneOfFew<T>(stream: string, attempt: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(stream) ?? { running: 0, waiting: [] };
    this.queues.set(stream, queue);
    if (queue.running >= atATime) await new Promise<void>((resolve) => queue.waiting.push(resolve));
    else queue.running += 1;
    try {
      return await attempt();
    } finally {
      const next = queue.waiting.shift();
      if (next) next();
      else queue.running -= 1;
      if (queue.running === 0) this.queues.delete(stream);
    }
  }

  private apply(recorded: RecordedEvent): void {
    const event = signInSchema.read(recorded);
    const { stream, created, metadata } = recorded;
    if (event?.type === 'UserSignedIn') this.byUsername.delete(stream);
    if (event?.type !== 'UserSignInFailed' || event.data.reason === 'too_many_attempts') return;
    const at = created.getTime();
    this.byUsername.set(stream, signInFailed(this.byUsername.get(stream), at));
    prune(this.byUsername, at);
    if (metadata.ip === undefined) return;
    this.byAddress.set(metadata.ip, signInFailed(this.byAddress.get(metadata.ip), at));
    prune(this.byAddress, at);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }
}

/** Forgets what no longer delays anything, once there is much of it. */
const prune = (failures: Map<string, FailedSignIns>, now: number): void => {
  if (failures.size < pruneAbove) return;
  for (const [key, { lastAt }] of failures) if (now - lastAt > forgetAfterMs) failures.delete(key);
};
