import { isAccountName, type RequestContext } from '@credstream/domain-kernel';
import { personOf } from './authorize.js';
import type { LiveDirectory } from './live-directory.js';
import { refusedFor } from './validation.js';

/** What `account` is for the things of all accounts. */
const everyAccount = '*';

const refused = (path: string, message: string) => refusedFor([{ path, rule: path, message }]);

/**
 * The account that a list is about, as a filter: the caller's when `account` is absent, and no filter for `*`, all
 * accounts. `mayRead` throws for a scope that the caller may not read; only after it is told that an account does not
 * exist.
 *
 * @throws RequestInvalid for what is no account
 */
export const accountAsked = async (
  directory: LiveDirectory,
  account: string | undefined,
  { actor, minPosition }: RequestContext,
  mayRead: (scope: string) => void,
): Promise<{ account?: string }> => {
  if (account === everyAccount) {
    mayRead('/');
    return {};
  }
  const wanted = account ?? personOf(directory, actor).account;
  if (!isAccountName(wanted)) {
    throw refused('account', `account is the name of an account, or ${everyAccount} for all accounts`);
  }
  mayRead(wanted);
  if (account !== undefined && !directory.hasAccount(wanted)) {
    if (minPosition !== undefined) await directory.waitFor(BigInt(minPosition));
    if (!directory.hasAccount(wanted)) throw refused('account', `There is no account ${wanted}`);
  }
  return { account: wanted };
};

/**
 * The user whose things a list is about, as a filter.
 *
 * @throws RequestInvalid for who is no user, or one of another account
 */
export const userAsked = (
  directory: LiveDirectory,
  userId: string | undefined,
  { account }: Readonly<{ account?: string }>,
): { userId?: string } => {
  if (userId === undefined) return {};
  const user = directory.user(userId);
  if (!user || (account !== undefined && user.account !== account)) {
    const where = account === undefined ? '' : ` in the account ${account}`;
    throw refused('userId', `There is no such user${where}; userId is the id of a user`);
  }
  return { userId };
};
