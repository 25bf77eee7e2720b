import type { AccountPolicies, FieldError } from '@credstream/domain-kernel';
import { refuseFields } from '@credstream/domain-kernel';
import { AccountPolicyInvalid } from './organization.errors.js';

type Rule = Readonly<{ holds: (value: unknown) => boolean; message: string }>;

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const whole = (min: number, max: number): Rule => ({
  holds: (value) => isWhole(value, min, max),
  message: `must be a whole number from ${min} to ${max}`,
});

const tenYears = 3650;
/** Who acts in the name of an admin for a moment cannot let what they did disappear at once. */
const leastRetainedDays = 30;
const rules: Readonly<Record<keyof AccountPolicies, Rule>> = {
  maxApiKeyAgeDays: whole(1, tenYears),
  maxApiKeysPerUser: whole(0, 10_000),
  allowApiKeysForSsoUsers: { holds: (value) => typeof value === 'boolean', message: 'must be true or false' },
  cliSecretIdleDays: whole(1, tenYears),
  onDeleteInUse: {
    holds: (value) => value === 'block' || value === 'force',
    message: 'must be block or force',
  },
  retainRevokedDays: whole(-1, tenYears),
  retainAuditDays: {
    holds: (value) => value === -1 || isWhole(value, leastRetainedDays, tenYears),
    message: `must be a whole number from ${leastRetainedDays} to ${tenYears}, or -1`,
  },
  // A registry takes 60 seconds for a token that does not say how long it lives.
  registryTokenSeconds: whole(60, 3600),
  checkEveryHours: whole(0, 24 * 365),
  expiryWarningDays: {
    holds: (value) =>
      Array.isArray(value) &&
      value.length <= 10 &&
      value.every((days, index) => isWhole(days, 1, tenYears) && (index === 0 || days < value[index - 1])),
    message: `must be at most 10 whole numbers of days from 1 to ${tenYears}, each smaller than the one before`,
  },
};

/** The policies, if each one is known and has a value that it can have. */
export const checkPolicies = (policies: Readonly<Record<string, unknown>>): Partial<AccountPolicies> => {
  const errors = Object.entries(policies).flatMap(([name, value]): FieldError[] => {
    const path = `policies.${name}`;
    if (!Object.hasOwn(rules, name)) return [{ path, rule: 'known', message: 'is not a policy' }];
    const { holds, message } = rules[name as keyof AccountPolicies];
    return holds(value) ? [] : [{ path, rule: 'policy', message }];
  });
  refuseFields(AccountPolicyInvalid, errors);
  return policies;
};
