import type { Json, TransitClient } from './transit-client.js';

export type TokenWatcher = Readonly<{
  /** The token ends and cannot be renewed, or nobody knows. Called again until it is mended. */
  onAlarm: (message: string, cause?: unknown) => void;
  /** After an alarm: there is nothing to worry about any more. */
  onRelief: () => void;
}>;

const shortestMs = 1_000;
const longestMs = 3_600_000;
const afterFailureMs = 5_000;

const seconds = (object: unknown, name: string): number => {
  const value = (object as Json | undefined)?.[name];
  return typeof value === 'number' && value >= 0 ? value : 0;
};

/** Keeps a token alive: renews it at half its life, and says so in time when it cannot. */
export class TokenLife {
  private timer: NodeJS.Timeout | undefined;
  /** Seconds that the token had when it was made or renewed. */
  private life = 0;
  /** Which token that was. */
  private looksAfter = 0;
  private isAlarmed = false;
  private isClosed = false;

  constructor(
    private readonly client: TransitClient,
    private readonly watcher: TokenWatcher,
  ) {}

  /** Resolves after the first look, whatever it found. */
  start(): Promise<void> {
    return this.look();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    let nextMs = afterFailureMs;
    try {
      nextMs = await this.renewWhenDue();
    } catch (error) {
      this.alarm('The token of the key provider vault-transit cannot be looked after', error);
    }
    if (this.isClosed) return;
    const waitMs = Math.min(Math.max(nextMs, shortestMs), longestMs);
    this.timer = setTimeout(() => void this.look(), waitMs).unref();
  }

  /** Resolves with the milliseconds until the next look. */
  private async renewWhenDue(): Promise<number> {
    await this.client.rereadToken();
    const { data } = await this.client.call('GET', 'auth/token/lookup-self');
    if (this.looksAfter !== this.client.tokens) this.life = 0;
    this.looksAfter = this.client.tokens;
    const left = seconds(data, 'ttl');
    this.life ||= Math.max(seconds(data, 'creation_ttl'), left);
    // A root token never ends.
    if (this.life === 0) return this.relieved(longestMs);
    const half = this.life / 2;
    if (left > half) return this.relieved((left - half) * 1_000);
    if ((data as Json)['renewable'] !== true) return this.endsSoon(left, 'it is not renewable');
    const { auth } = await this.client.call('POST', 'auth/token/renew-self', {});
    const renewed = seconds(auth, 'lease_duration');
    if (renewed <= half) return this.endsSoon(renewed, 'it has reached its longest life');
    return this.relieved((renewed - half) * 1_000);
  }

  private relieved(nextMs: number): number {
    if (this.isAlarmed) this.watcher.onRelief();
    this.isAlarmed = false;
    return nextMs;
  }

  private endsSoon(left: number, why: string): number {
    this.alarm(
      `The token of the key provider vault-transit ends in ${left} seconds, and ${why}; put a new one in its place`,
    );
    return left * 500;
  }

  private alarm(message: string, cause?: unknown): void {
    this.isAlarmed = true;
    this.watcher.onAlarm(message, cause);
  }
}
