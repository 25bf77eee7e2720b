import {
  emailId,
  emails,
  EmailTaken,
  installationEmailId,
  usernameId,
  usernames,
  users,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { ServiceHost, UniqueValues } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

type UserClaim = Readonly<{ userId: string; account: string; context: RequestContext }>;

const claimOf = ({ userId, ...rest }: UserClaim) => ({ ...rest, holderId: userId });

/** Keeps usernames apart in the whole installation and e-mail addresses in an account. */
@Injectable()
export class UserIdentifiers {
  private readonly usernames: UniqueValues<'Username'>;
  private readonly emails: UniqueValues<'Email'>;

  constructor(private readonly host: ServiceHost) {
    this.usernames = new UniqueValues(host, usernames);
    this.emails = new UniqueValues(host, emails);
  }

  /** Whose username this is; the user need not be active. */
  userIdOf(username: string): Promise<string | undefined> {
    return this.usernames.holderOf(usernameId(username));
  }

  /** Both or none. Throws `UsernameTaken`, `EmailTaken`. */
  async reserve(username: string, email: string | undefined, claim: UserClaim): Promise<void> {
    await this.usernames.reserve(usernameId(username), claimOf(claim), this.exists);
    if (email === undefined) return;
    try {
      await this.reserveEmail(email, claim);
    } catch (error) {
      // Else whoever corrects the address and asks again would find the username taken, by themselves.
      await this.usernames.release(usernameId(username), claimOf(claim));
      throw error;
    }
  }

  async reserveEmail(email: string, claim: UserClaim): Promise<void> {
    const { userId, account } = claim;
    const before = await this.emails.holderOf(installationEmailId(email));
    if (before !== undefined && before !== userId && (await this.accountOf(before)) === account) {
      throw new EmailTaken();
    }
    await this.emails.reserve(emailId(account, email), claimOf(claim), this.exists);
  }

  async releaseEmail(email: string, claim: UserClaim): Promise<void> {
    await this.emails.release(emailId(claim.account, email), claimOf(claim));
  }

  /** Neither name nor address of a user ever changes, so a holder that exists uses what it holds. */
  private readonly exists = (userId: string): Promise<boolean> => this.host.of(users).exists(userId);

  private async accountOf(userId: string): Promise<string | undefined> {
    const { state } = await this.host.of(users).read(userId);
    if (state.status === 'none') return undefined;
    return state.status === 'offboarded' ? state.identity.account : state.account;
  }
}
