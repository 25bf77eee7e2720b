import {
  apiKeyAdmissionDecider,
  type ApiKeyAdmissionCommand,
  type ApiKeyAdmissions as Admissions,
  apiKeyAdmissionSchema,
  apiKeyAdmissionStream,
  apiKeyStream,
  type KeyCount,
  mustCount,
  recentlyAdmitted,
} from '@credstream/domain-apikey';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, type RecordedEvent, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyViews } from './apikey-views.js';

/** A key that somebody wants, and how many its owner may have. */
export type WantedKey = Readonly<{
  keyId: string;
  userId: string;
  account: string;
  maxApiKeysPerUser: number;
}>;

/** Keeps a user's keys within the number that the account allows, by a stream for each user. */
@Injectable()
export class ApiKeyAdmissions {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
  ) {}

  /** Throws `ApiKeyTooMany`, as `admit` would now, and records nothing. */
  async check(wanted: WantedKey): Promise<void> {
    const now = this.host.now();
    const newest = await this.newest(apiKeyAdmissionStream(wanted.userId));
    const state = foldRecorded(apiKeyAdmissionDecider, apiKeyAdmissionSchema, newest);
    apiKeyAdmissionDecider.decide(await this.command(wanted, state, now), state, { now });
  }

  /** Throws `ApiKeyTooMany`. */
  async admit(wanted: WantedKey, context: RequestContext): Promise<void> {
    const now = this.host.now();
    await handleCommand({
      store: this.host.store,
      decider: apiKeyAdmissionDecider,
      schema: apiKeyAdmissionSchema,
      stream: apiKeyAdmissionStream(wanted.userId),
      history: (stream) => this.newest(stream),
      command: (state) => this.command(wanted, state, now),
      context: withoutPrecondition(context),
      account: wanted.account,
      now,
    });
  }

  private async newest(stream: string): Promise<readonly RecordedEvent[]> {
    const last = await this.host.store.readLast(stream);
    return last ? [last] : [];
  }

  private async command(
    { keyId, userId, maxApiKeysPerUser }: WantedKey,
    state: Admissions,
    now: Date,
  ): Promise<ApiKeyAdmissionCommand> {
    const count = mustCount(state, maxApiKeysPerUser, now)
      ? await this.count(keyId, userId, state, now)
      : undefined;
    return { type: 'AdmitApiKey', data: { keyId, maxApiKeysPerUser, count } };
  }

  private async count(keyId: string, userId: string, state: Admissions, now: Date): Promise<KeyCount> {
    const { store } = this.host;
    const beingMade: string[] = [];
    for (const { keyId: each } of recentlyAdmitted(state, now)) {
      if (each !== keyId && (await store.readLast(apiKeyStream(each))) === undefined) beingMade.push(each);
    }
    // After the streams: a key that was made by now is in the list by then.
    await this.views.list.waitFor(await store.head());
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
