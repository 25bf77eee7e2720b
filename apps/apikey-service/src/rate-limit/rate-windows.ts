import type { PermitsReply, TakePermits } from '@credstream/contracts/apikey';
import { WriteConflict } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Collection, MongoServerError } from 'mongodb';

/** The window of a key that has a rate limit: how many of its uses are given out. */
type RateWindow = { _id: string; used: number; endsAt: Date };

const attempts = 50;
const duplicateKey = 11_000;

/** Nobody takes more of what is left than this part of it, so that a late comer still finds some. */
const largestShare = 8;

/**
 * Gives out the uses of each window to the copies of the gateway, in whichever copy of this service is asked. It is
 * the one thing that is kept in the database alone: lost with it is at most the rest of a window.
 */
@Injectable()
export class RateWindows implements OnModuleInit {
  private readonly windows: Collection<RateWindow>;

  constructor(private readonly host: ServiceHost) {
    this.windows = host.db.collection<RateWindow>('rate_windows');
  }

  async onModuleInit(): Promise<void> {
    await this.windows.createIndex({ endsAt: 1 }, { expireAfterSeconds: 60 });
  }

  async take({ keyId, rateLimit, wanted }: TakePermits): Promise<PermitsReply> {
    const { requests, perSeconds } = rateLimit;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const now = this.host.now().getTime();
      const before = (await this.windows.findOne({ _id: keyId })) ?? undefined;
      const isOpen = before !== undefined && before.endsAt.getTime() > now;
      const used = isOpen ? before.used : 0;
      const endsAt = isOpen ? before.endsAt : new Date(now + perSeconds * 1000);
      const left = Math.max(0, requests - used);
      const granted = Math.min(wanted, Math.ceil(left / largestShare));
      const written = granted === 0 || (await this.write(keyId, before, { used: used + granted, endsAt }));
      if (written) return { granted, remaining: left - granted, resetMs: endsAt.getTime() - now };
    }
    throw new WriteConflict();
  }

  /** False when another copy was faster. */
  private async write(
    keyId: string,
    before: RateWindow | undefined,
    after: Omit<RateWindow, '_id'>,
  ): Promise<boolean> {
    if (before) {
      const { matchedCount } = await this.windows.updateOne({ ...before }, { $set: after });
      return matchedCount === 1;
    }
    try {
      await this.windows.insertOne({ _id: keyId, ...after });
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === duplicateKey) return false;
      throw error;
    }
  }
}
