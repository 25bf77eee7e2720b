/** nats-server pings every client once soon after it comes, silent or not, to measure the round trip. */
const firstPing = 2_000;

export type KeepAliveSettings = Readonly<{ interval: number; maxPingsOut: number }>;

/** Pings a client that has been silent for an interval (milliseconds); reports it stale when pings stay unanswered. */
export class KeepAlive {
  readonly #settings: KeepAliveSettings;
  readonly #sendPing: () => void;
  readonly #onStale: () => void;
  #timer: NodeJS.Timeout;
  #unanswered = 0;
  #active = false;
  #measured = false;

  constructor(settings: KeepAliveSettings, sendPing: () => void, onStale: () => void) {
    this.#settings = settings;
    this.#sendPing = sendPing;
    this.#onStale = onStale;
    this.#timer = setTimeout(() => this.#due(), Math.min(settings.interval, firstPing));
  }

  active(): void {
    this.#active = true;
  }

  answered(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #due(): void {
    if (this.#active && this.#measured) this.#active = false;
    else if (this.#unanswered >= this.#settings.maxPingsOut) return this.#onStale();
    else {
      this.#measured = true;
      this.#unanswered++;
      this.#sendPing();
    }
    this.#timer = setTimeout(() => this.#due(), this.#settings.interval);
  }
}
