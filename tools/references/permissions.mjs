import { barredToApiKeys, permissions, permissionsByRole, roles } from '@credstream/domain-kernel';
import { code, page, table } from './markdown.mjs';

/** What each role allows, and what of it no API key can do. */
export const permissionsPage = () =>
  page(
    'Roles and permissions',
    'A role is given to a user at a scope and holds there and below; `system-admin` only at `/`. An API key acts with its ' +
      "owner's roles as they are at that moment, narrowed as the key is, and never with what is barred to keys.",
    table(
      ['permission', 'allows to', ...roles.map(code), 'with an API key'],
      Object.entries(permissions).map(([permission, meaning]) => [
        code(permission),
        meaning,
        ...roles.map((role) => (permissionsByRole[role].includes(permission) ? 'x' : '')),
        barredToApiKeys.includes(permission) ? 'barred' : 'as its owner',
      ]),
    ),
  );
