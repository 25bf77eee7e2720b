import {
  type ApiKeyAdmissionCommand,
  type ApiKeyAdmissions as Admissions,
  apiKeyAdmissions,
  apiKeys,
  ApiKeyTooMany,
  type KeyCount,
  mustCount,
  recentlyAdmitted,
} from '@credstream/domain-apikey';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { pastOf, type RecordedEvent, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ApiKeyViews } from './apikey-views.js';

/** A key that somebody wants, and how many its owner may have. */
export type WantedKey = Readonly<{
  keyId: string;
  userId: string;
  account: string;
  maxApiKeysPerUser: number;
}>;

/** What a check found, so that the admission right after it need not look again. */
export type CheckedPlace = Readonly<{
  recorded: readonly RecordedEvent[];
  state: Admissions;
  command: ApiKeyAdmissionCommand;
}>;

const isSame = (one: Admissions, other: Admissions): boolean =>
  one.counted === other.counted && one.admitted.at(-1)?.keyId === other.admitted.at(-1)?.keyId;

/** So many of the keys that this copy made last are remembered. */
const remembered = 1_000;

/** Keeps a user's keys within the number that the account allows. */
@Injectable()
export class ApiKeyAdmissions {
  private readonly made = new Set<string>();
  /** The newest admission of a user that this copy knows of; whether there is a newer one, the append shows. */
  private readonly newest = new LRUCache<string, RecordedEvent>({ max: remembered });

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
  ) {}

  /** Throws `ApiKeyTooMany`, as `admit` would now, and records nothing. */
  async check(wanted: WantedKey): Promise<CheckedPlace> {
    const known = this.newest.get(wanted.userId);
    if (known) {
      try {
        return await this.place(wanted, pastOf(apiKeyAdmissions, [known]));
      } catch (error) {
        // Another copy may have counted since.
        if (!(error instanceof ApiKeyTooMany)) throw error;
      }
    }
    return this.place(wanted, await this.host.of(apiKeyAdmissions).read(wanted.userId));
  }

  private async place(
    wanted: WantedKey,
    { state, recorded }: Pick<CheckedPlace, 'state' | 'recorded'>,
  ): Promise<CheckedPlace> {
    const command = await this.command(wanted, state);
    this.host.of(apiKeyAdmissions).check(command, state);
    return { recorded, state, command };
  }

  /** Throws `ApiKeyTooMany`. */
  async admit(wanted: WantedKey, checked: CheckedPlace, context: RequestContext): Promise<void> {
    const { newest } = await this.host
      .of(apiKeyAdmissions)
      .handle(
        wanted.userId,
        (state) => (isSame(state, checked.state) ? checked.command : this.command(wanted, state)),
        { context: withoutPrecondition(context), account: wanted.account, believed: checked.recorded },
      );
    if (newest) this.newest.set(wanted.userId, newest);
  }

  /** The key is recorded: it is no longer on its way. */
  isMade(keyId: string): void {
    this.made.add(keyId);
    const [oldest] = this.made.size > remembered ? this.made : [];
    if (oldest !== undefined) this.made.delete(oldest);
  }

  private async command(
    { keyId, userId, maxApiKeysPerUser }: WantedKey,
    state: Admissions,
  ): Promise<ApiKeyAdmissionCommand> {
    const now = this.host.now();
    const made = state.admitted.flatMap((each) => (this.made.has(each.keyId) ? [each.keyId] : []));
    const count = mustCount(state, maxApiKeysPerUser, now, made)
      ? await this.count(keyId, userId, state, now)
      : undefined;
    return { type: 'AdmitApiKey', data: { keyId, maxApiKeysPerUser, count, made } };
  }

  private async count(keyId: string, userId: string, state: Admissions, now: Date): Promise<KeyCount> {
    const unmade = recentlyAdmitted(state, now, [keyId, ...this.made]).map(async ({ keyId: each }) =>
      (await this.host.of(apiKeys).exists(each)) ? [] : [each],
    );
    const beingMade = (await Promise.all(unmade)).flat();
    // After the streams: a key that was made by now is in the list by then.
    await this.views.list.waitFor(await this.host.store.head());
    const list = await this.views.list.collection();
    const active = await list.countDocuments({
      userId,
      _id: { $nin: [keyId, ...beingMade] },
      status: 'active',
      expiresAt: { $gt: formatInstant(now) },
    });
    return { active, beingMade };
  }
}
