import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ScopeNode } from '../api/use-account-scopes.js';
import { organization } from '../text/organization.js';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Scopes as a diagram: what is below a scope stands at its right, with lines between them. */
export const ScopeTree = ({ root, chosen }: { root: ScopeNode; chosen: string }) => (
  <nav className="table-frame tree" aria-label={organization.tree}>
    <ul>
      <Node node={root} chosen={chosen} />
    </ul>
  </nav>
);

const Node = ({ node: { path, kind, children }, chosen }: { node: ScopeNode; chosen: string }) => (
  <li>
    <Link
      to="/console/organization"
      search={(search: Record<string, string>) => ({ ...search, scope: path }) as never}
      className={`tree-node tree-${kind}`}
      aria-current={path === chosen ? 'true' : undefined}
    >
      <Text size="xs" component="span" c="dimmed">
        {organization.kinds[kind]}
      </Text>
      <bdi>{nameOf(path)}</bdi>
    </Link>
    {children.length > 0 && (
      <ul>
        {children.map((child) => (
          <Node key={child.path} node={child} chosen={chosen} />
        ))}
      </ul>
    )}
  </li>
);
