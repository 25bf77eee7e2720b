import { dataOf } from '@credstream/sdk';
import { useQuery } from '@tanstack/react-query';
import { credstream } from './client.js';
import { pathsBelow } from './use-account-scopes.js';
import { useMay, useMe } from './use-me.js';

/** The scopes in which a thing can be: the whole tree for who may read it, else those where one has a role. */
export const useScopes = (): readonly string[] => {
  const { account, roles } = useMe();
  const maySeeTree = useMay('organization.read');
  const { data } = useQuery({
    queryKey: ['scopes'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/scopes', { signal })),
    enabled: maySeeTree,
  });
  if (data) return pathsBelow(data);
  const own = roles.map(({ scope }) => scope).filter((scope) => scope !== '/');
  return own.length === 0 ? [account] : [...new Set(own)];
};
