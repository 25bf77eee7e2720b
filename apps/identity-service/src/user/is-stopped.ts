import type { User } from '@credstream/domain-identity';
import type { Organizations } from '../organization/organizations.js';

/** Is this user stopped, alone or with the whole account? System administrators are nobody's tenant. */
export const isStopped = async (user: User, organizations: Organizations): Promise<boolean> => {
  if (user.status !== 'active') return true;
  if (user.roles.some(({ role }) => role === 'system-admin')) return false;
  return !(await organizations.isActive(user.account));
};
