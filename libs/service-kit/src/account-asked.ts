import { accountOf, isAccountName, type RequestContext } from '@credstream/domain-kernel';
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
  if (account !== undefined) await requireAccount(directory, 'account', wanted, minPosition);
  return { account: wanted };
};

const requireAccount = async (
  directory: LiveDirectory,
  path: string,
  name: string,
  minPosition: string | undefined,
): Promise<void> => {
  if (directory.hasAccount(name)) return;
  if (minPosition !== undefined) await directory.waitFor(BigInt(minPosition));
  if (!directory.hasAccount(name)) throw refused(path, `There is no account ${name}`);
};

/**
 * The scope that a list is about, once it is known that the caller may read there. Whether anything below the account
 * exists, the list itself tells.
 *
 * @throws RequestInvalid for a scope of an account that does not exist
 */
export const scopeAsked = async (
  directory: LiveDirectory,
  scope: string | undefined,
  { minPosition }: RequestContext,
): Promise<{ scope?: string }> => {
  if (scope === undefined) return {};
  const account = accountOf(scope);
  if (account !== undefined) await requireAccount(directory, 'scope', account, minPosition);
  return { scope };
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
