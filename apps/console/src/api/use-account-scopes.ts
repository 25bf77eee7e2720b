import { type components, dataOf } from '@credstream/sdk';
import { useQuery } from '@tanstack/react-query';
import { credstream } from './client.js';

export type ScopeNode = components['schemas']['ScopeNode'];

export const pathsBelow = ({ path, children }: ScopeNode): readonly string[] => [
  path,
  ...children.flatMap(pathsBelow),
];

/** The scopes of an account as a tree. */
export const useScopeTree = (account: string) =>
  useQuery({
    queryKey: ['scopes', account],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/scopes', { params: { query: { account } }, signal })),
  });
