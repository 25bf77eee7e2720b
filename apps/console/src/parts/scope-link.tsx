import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/use-me.js';

/** A scope, which opens in the diagram of the organization for those who may see that. */
export const ScopeLink = ({ scope }: { scope: string }) =>
  useMay('organization.read') && scope !== '/' ? (
    <Anchor component={Link} size="sm" to="/console/organization" search={{ scope } as never}>
      <bdi>{scope}</bdi>
    </Anchor>
  ) : (
    <bdi>{scope}</bdi>
  );
