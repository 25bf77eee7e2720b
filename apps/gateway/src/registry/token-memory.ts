import { createHmac, randomBytes } from 'node:crypto';
import type { RegistryTokenReply, TokenFeedMessage } from '@credstream/contracts/token';
import { FeedListener } from '@credstream/service-kit';

/** How many answers are kept, of how many characters together; beyond it those kept longest are let go. */
const defaultCapacity = 50_000;
const defaultCharacters = 64 * 1024 * 1024;

type Entry = Readonly<{ reply: RegistryTokenReply; keptAt: number; characters: number }>;

const untilOf = ({ reply, keptAt }: Entry): number => keptAt + reply.memorySeconds * 1000;

/** What was asked for, while the answer is on its way; `outdated` when something changed meanwhile. */
export type Ticket = Readonly<{ key: string; changes: number }>;

export type TokenMemoryOptions = Readonly<{
  /** Milliseconds that only go forward. */
  clock?: () => number;
  capacity?: number;
  /** Of all answers together. */
  characters?: number;
}>;

/**
 * Answers of the token endpoint, for clients that ask for the same again within seconds. Kept under a keyed hash of all
 * that was asked, the secret included. The feed of token-service says what has changed; after a gap in it, or too long
 * a silence, nothing is answered from memory.
 */
export class TokenMemory {
  private readonly entries = new Map<string, Entry>();
  private readonly keysByConcern = new Map<string, Set<string>>();
  private readonly feed: FeedListener;
  private readonly hashKey = randomBytes(32);
  private readonly clock: () => number;
  private readonly capacity: number;
  private readonly mostCharacters: number;
  private characters = 0;
  /** Counts what was heard, so that an answer that was on its way meanwhile is not kept. */
  private changes = 0;

  constructor(
    maxStalenessMs: number,
    {
      clock = () => performance.now(),
      capacity = defaultCapacity,
      characters = defaultCharacters,
    }: TokenMemoryOptions = {},
  ) {
    this.feed = new FeedListener({ maxStalenessMs, clock });
    this.clock = clock;
    this.capacity = capacity;
    this.mostCharacters = characters;
  }

  get size(): number {
    return this.entries.size;
  }

  /** Before the question is asked: under what its answer is kept. */
  ticketFor(question: readonly unknown[]): Ticket {
    const key = createHmac('sha256', this.hashKey).update(JSON.stringify(question)).digest('base64');
    return { key, changes: this.changes };
  }

  get({ key }: Ticket): RegistryTokenReply | undefined {
    const entry = this.feed.isTrusted() ? this.entries.get(key) : undefined;
    if (!entry) return undefined;
    const now = this.clock();
    if (untilOf(entry) > now) {
      const expiresIn = entry.reply.expiresIn - Math.ceil((now - entry.keptAt) / 1000);
      return { ...entry.reply, expiresIn };
    }
    this.drop(key);
    return undefined;
  }

  keep({ key, changes }: Ticket, reply: RegistryTokenReply): void {
    if (reply.memorySeconds <= 0 || changes !== this.changes || !this.feed.isTrusted()) return;
    const { length: characters } = JSON.stringify(reply);
    this.drop(key);
    for (const oldest of this.entries.keys()) {
      const fits = this.characters + characters <= this.mostCharacters;
      if (fits && this.entries.size < this.capacity) break;
      this.drop(oldest);
    }
    this.characters += characters;
    this.entries.set(key, { reply, keptAt: this.clock(), characters });
    for (const id of reply.concerns) {
      const keys = this.keysByConcern.get(id);
      if (keys) keys.add(key);
      else this.keysByConcern.set(id, new Set([key]));
    }
  }

  /** One message of the feed. */
  hear(message: TokenFeedMessage): void {
    if (!this.feed.hear(message)) this.clear();
    const { change } = message;
    if (!change) return;
    this.changes += 1;
    for (const key of [...(this.keysByConcern.get(change.id) ?? [])]) this.drop(key);
  }

  /** Something was changed through this gateway. */
  clear(): void {
    this.changes += 1;
    this.entries.clear();
    this.characters = 0;
    this.keysByConcern.clear();
  }

  private drop(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.characters -= entry.characters;
    for (const id of entry.reply.concerns) {
      const keys = this.keysByConcern.get(id);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByConcern.delete(id);
    }
  }
}
