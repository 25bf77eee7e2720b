import {
  type SignInFailure,
  signInStream,
  TooManySignIns,
  type TriedUser,
} from '@credstream/domain-identity';
import { addressGroup, type RequestContext } from '@credstream/domain-kernel';
import { BoundedTurns, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SignInFailures } from './sign-in-failures.js';

/** What came of comparing a password: whose it is, and why it does not let them in. */
export type Compared<User extends TriedUser> = Readonly<{
  user?: User | undefined;
  refusal?: SignInFailure | undefined;
}>;

/** Of how many sign-ins of a user the addresses are remembered, and for how long a copy believes what it read. */
const rememberedSignIns = 32;
const believedForMs = 60_000;

/**
 * The one door of every comparison of a password: signing in, and showing the present password. Failures are
 * counted and slow down whoever guesses, under one name or from one address. A user comes from an address where
 * they have signed in before by a counter of their own, so that nobody can keep them out by guessing.
 */
@Injectable()
export class PasswordDoor {
  private readonly turns = new BoundedTurns({ running: 5, waiting: 50, waitingInAll: 500 });
  private readonly known = new LRUCache<string, ReadonlySet<string>>({ max: 5_000, ttl: believedForMs });

  constructor(
    private readonly host: ServiceHost,
    private readonly failures: SignInFailures,
  ) {}

  /**
   * Compares unless there were too many failures. Throws `TooManySignIns`, whether there is such a user or not,
   * before anything was read or compared.
   */
  async compare<User extends TriedUser>(
    username: string,
    context: RequestContext,
    compare: () => Promise<Compared<User>>,
  ): Promise<Compared<User>> {
    const { ip } = context;
    const isKnownAddress = this.failures.delaysStrangers(username, ip) && (await this.isKnown(username, ip));
    const attempt = { username, ip, isKnownAddress };
    const stream = signInStream(username);
    const queue = isKnownAddress ? `${stream} ${addressGroup(ip ?? '')}` : stream;
    const compared = await this.turns.take(queue, async () => {
      const delay = this.failures.delay(attempt);
      if (delay > 0) {
        this.failures.failed(attempt, 'too_many_attempts', undefined, context);
        throw new TooManySignIns(undefined, { retryAfter: Math.ceil(delay / 1000) });
      }
      const { user, refusal } = await compare();
      if (refusal !== undefined) this.failures.failed(attempt, refusal, user, context);
      else {
        this.failures.succeeded(attempt);
        this.known.delete(stream);
      }
      return { user, refusal };
    });
    if (!compared) throw new TooManySignIns(undefined, { retryAfter: 1 });
    return compared;
  }

  private async isKnown(username: string, ip: string | undefined): Promise<boolean> {
    if (ip === undefined) return false;
    const stream = signInStream(username);
    let addresses = this.known.get(stream);
    if (!addresses) {
      const newest = await this.host.store.readNewest(stream, rememberedSignIns);
      const signedIn = newest.filter(({ type }) => type === 'UserSignedIn');
      const from = await Promise.all(signedIn.map((event) => this.host.persons.addressIn(event)));
      addresses = new Set(from.flatMap((address) => (address === undefined ? [] : [addressGroup(address)])));
      this.known.set(stream, addresses);
    }
    return addresses.has(addressGroup(ip));
  }
}
