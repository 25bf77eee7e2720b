import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { verifyBcrypt, verifyHarborSecret, verifyPassword } from '@credstream/crypto';
import { addressGroup } from '@credstream/domain-kernel';
import type { HashedSecret } from '@credstream/domain-registry';
import { BoundedTurns } from '@credstream/service-kit';
import { LRUCache } from 'lru-cache';

/** For so long the success of a slow comparison is remembered. */
const rememberedMs = 300_000;
const rememberedSecrets = 10_000;

const isRight = (stored: HashedSecret | undefined, secret: string): Promise<boolean> => {
  switch (stored?.hashScheme) {
    case 'bcrypt':
      return verifyBcrypt(stored.secretHash, secret);
    case 'pbkdf2':
      return verifyHarborSecret(stored.secretHash, secret);
    default:
      return verifyPassword(stored?.secretHash, secret);
  }
};

const everywhere = 'everywhere';

/** `busy`: too many wait already. */
export type Comparison = 'right' | 'wrong' | 'busy';

/**
 * Secrets that people chose, whose hashes are slow on purpose. What was right a moment ago is known again by a keyed
 * digest, whose key lives no longer than the process; everything else waits for its turn, one for each source.
 */
export class SlowSecrets {
  private readonly key = randomBytes(32);
  private readonly right = new LRUCache<string, Buffer>({ max: rememberedSecrets, ttl: rememberedMs });
  private readonly ofSource = new BoundedTurns({ running: 1, waiting: 4, waitingInAll: 200 });
  private readonly ofAll = new BoundedTurns({ running: 2, waiting: 200, waitingInAll: 200 });

  /** `stored` is absent where nobody has the name: it then takes as long. */
  async compare(
    stored: HashedSecret | undefined,
    secret: string,
    ip: string | undefined,
  ): Promise<Comparison> {
    const digest = this.digestOf(stored, secret);
    const known = stored && this.right.get(stored.secretHash);
    if (known && timingSafeEqual(known, digest)) return 'right';
    const found = await this.ofSource.take(addressGroup(ip ?? ''), () =>
      this.ofAll.take(everywhere, () => isRight(stored, secret)),
    );
    if (found === undefined) return 'busy';
    if (found && stored) this.right.set(stored.secretHash, digest);
    return found ? 'right' : 'wrong';
  }

  private digestOf(stored: HashedSecret | undefined, secret: string): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([stored?.secretHash, secret]))
      .digest();
  }
}
