import { addressGroup } from '@credstream/domain-kernel';
import {
  comparableUsername,
  guessDelay,
  guessedWrong,
  type Guesses,
  guessesForgottenAfterMs,
} from '@credstream/domain-registry';
import { LRUCache } from 'lru-cache';

/** So many names and sources are remembered; the oldest are forgotten first. */
const remembered = 20_000;

export type Guess = Readonly<{ registryId: string; username: string; ip?: string | undefined }>;

const nameOf = ({ registryId, username }: Guess): string =>
  JSON.stringify([registryId, comparableUsername(username.slice(0, 255))]);

const sourceOf = (guess: Guess): string => JSON.stringify([nameOf(guess), addressGroup(guess.ip ?? '')]);

/**
 * How often guesses at a name were wrong, by source and in all, in the memory of one copy. A source that never guessed
 * wrong is never delayed, whatever others do to the name.
 */
export class GuessLimits {
  private readonly bySource = new LRUCache<string, Guesses>({ max: remembered });
  private readonly byName = new LRUCache<string, Guesses>({ max: remembered });

  constructor(private readonly now: () => number) {}

  /** Milliseconds until a guess is looked at, 0 for at once. */
  delay(guess: Guess): number {
    const ofSource = this.bySource.get(sourceOf(guess));
    const now = this.now();
    if (!ofSource || now - ofSource.lastAt > guessesForgottenAfterMs) return 0;
    return Math.max(
      guessDelay(ofSource, 'source', now),
      guessDelay(this.byName.get(nameOf(guess)), 'name', now),
    );
  }

  wrong(guess: Guess): void {
    const now = this.now();
    this.bySource.set(sourceOf(guess), guessedWrong(this.bySource.get(sourceOf(guess)), now));
    this.byName.set(nameOf(guess), guessedWrong(this.byName.get(nameOf(guess)), now));
  }

  /** The secret was right: whoever sits at this source knows it. */
  right(guess: Guess): void {
    this.bySource.delete(sourceOf(guess));
  }
}
