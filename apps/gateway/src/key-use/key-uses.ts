import type { KeyUse } from '@credstream/contracts/apikey';
import { secretIdOf } from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';

type SecretUses = {
  readonly secretHash: string;
  count: number;
  lastAt: number;
  lastFrom: string | undefined;
};
type Uses = { refused: number; readonly secrets: SecretUses[] };

/** How keys are used, counted in memory until someone takes the counts away. */
export class KeyUses {
  private uses = new Map<string, Uses>();

  /** Milliseconds. */
  constructor(private readonly now: () => number = Date.now) {}

  letIn(keyId: string, secretHash: string, from: string | undefined): void {
    const { secrets } = this.of(keyId);
    const known = secrets.find((secret) => secret.secretHash === secretHash);
    if (!known) {
      secrets.push({ secretHash, count: 1, lastAt: this.now(), lastFrom: from });
      return;
    }
    known.count += 1;
    known.lastAt = this.now();
    known.lastFrom = from;
  }

  refused(keyId: string): void {
    this.of(keyId).refused += 1;
  }

  /** Everything since the last time, in reports of at most so many keys. */
  take(keysInOne: number): readonly (readonly KeyUse[])[] {
    const taken = [...this.uses].map(([keyId, { refused, secrets }]): KeyUse => ({
      keyId,
      secrets: secrets.map(({ secretHash, count, lastAt, lastFrom }) => ({
        secretId: secretIdOf(secretHash),
        count,
        lastAt: formatInstant(new Date(lastAt)),
        ...(lastFrom !== undefined && { lastFrom }),
      })),
      ...(refused > 0 && { refused }),
    }));
    this.uses = new Map();
    return Array.from({ length: Math.ceil(taken.length / keysInOne) }, (_, part) =>
      taken.slice(part * keysInOne, (part + 1) * keysInOne),
    );
  }

  private of(keyId: string): Uses {
    const known = this.uses.get(keyId);
    if (known) return known;
    const fresh: Uses = { refused: 0, secrets: [] };
    this.uses.set(keyId, fresh);
    return fresh;
  }
}
