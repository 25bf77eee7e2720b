import type { components } from '@credstream/sdk';

export type Me = components['schemas']['Me'];
export type Permission = Me['permissions'][number];

type Listener = () => void;

/**
 * Whether the session has ended while the page is open. Requests that met it wait here until the same person has
 * signed in again, and are sent once more then.
 */
class EndedSession {
  private readonly listeners = new Set<Listener>();
  private readonly waiting: (() => void)[] = [];
  hasEnded = false;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): boolean => this.hasEnded;

  waitForSignIn(signal: AbortSignal): Promise<void> {
    this.set(true);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.waiting.push(resolve);
    });
  }

  signedInAgain(): void {
    this.set(false);
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private set(ended: boolean): void {
    if (this.hasEnded === ended) return;
    this.hasEnded = ended;
    for (const listener of this.listeners) listener();
  }
}

export const endedSession = new EndedSession();
