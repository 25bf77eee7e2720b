import { dataOf } from '@credstream/sdk';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';

/** A user by name, which opens the page of the user. */
export const UserLink = ({ id }: { id: string }) => {
  const { data } = useQuery({
    queryKey: ['user-name', id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/users/{id}', { params: { path: { id } }, signal })),
    staleTime: 300_000,
  });
  return (
    <Anchor component={Link} size="sm" to={`/console/users/${id}`}>
      <bdi>{data?.username ?? id}</bdi>
    </Anchor>
  );
};
