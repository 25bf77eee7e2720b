import { dataOf } from '@credstream/sdk';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { useMay, useMe } from '../api/use-me.js';
import { organization } from '../text/organization.js';

const most = 200;

/** The account that the page is about: one's own, unless the address names another one. */
export const useAccount = (): string => {
  const { account } = useMe();
  const { account: asked, scope }: { account?: string; scope?: string } = useSearch({ strict: false });
  return asked ?? scope?.split('/', 1)[0] ?? account;
};

/** The names of the accounts that one may see. */
export const useAccounts = (): readonly string[] => {
  const { account } = useMe();
  const { data } = useQuery({
    queryKey: ['account-names'],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/accounts', { params: { query: { limit: most } }, signal })),
  });
  return data?.items.map(({ name }) => name) ?? [account];
};

/** Chooses the account, for those who may see more than their own. */
export const AccountSelect = () => {
  const account = useAccount();
  const accounts = useAccounts();
  const navigate = useNavigate();
  const seesAll = useMay('installation.manage');
  if (!seesAll || accounts.length < 2) return null;
  return (
    <NativeSelect
      label={organization.account}
      value={account}
      data={[...accounts]}
      onChange={({ currentTarget }) => void navigate({ to: '.', search: { account: currentTarget.value } })}
    />
  );
};
