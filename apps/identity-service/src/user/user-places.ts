import { maxUsersPerAccount, type UserCommand, UserTooMany } from '@credstream/domain-identity';
import { LiveDirectory } from '@credstream/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ReadUser } from './users.js';

/** How many users an account may have. */
export class UserLimit {
  constructor(readonly perAccount: number = maxUsersPerAccount) {}
}

/** Keeps accounts within the number of users that they may have. */
@Injectable()
export class UserPlaces {
  constructor(
    private readonly directory: LiveDirectory,
    @Inject(UserLimit) private readonly limit: UserLimit,
  ) {}

  /** Throws `UserTooMany` when there is none for a new user. */
  requireOne(account: string): void {
    if (this.directory.userCount(account) >= this.limit.perAccount) throw new UserTooMany();
  }

  /** Who left is not counted, and needs a place to come back. Throws `UserTooMany`. */
  requireFor({ user, account }: ReadUser, { type }: UserCommand): void {
    if (type === 'ReadmitUser' && user.status === 'offboarded') this.requireOne(account);
  }
}
