import { Anchor, Stack, Text } from '@mantine/core';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { browserSessionQuery, meQuery, queryClient } from '../api/queries.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { common } from '../text/common.js';
import { Frame, Waiting } from './frame.js';
import { returnTo } from './return-to.js';

const PageMissing = () => (
  <Stack p="md">
    <Page title={common.pageMissing.title}>
      <Text>
        <Anchor component={Link} to="/console/overview">
          {common.pageMissing.remedy}
        </Anchor>
      </Text>
    </Page>
  </Stack>
);

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing });

/** The state of a page is text, as it stands in the address. */
const asText = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)]] : [],
    ),
  );

const toOverview = () => {
  throw redirect({ to: '/console/overview', replace: true });
};
const start = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: toOverview });
const consoleStart = createRoute({ getParentRoute: () => root, path: '/console', beforeLoad: toOverview });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/console/sign-in',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('../pages/sign-in.page.js'), 'SignInPage'),
});
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  pendingComponent: Waiting,
  errorComponent: ({ error }) => <Problem error={error as Error} />,
  beforeLoad: async ({ location }) => {
    const { session } = await queryClient.ensureQueryData(browserSessionQuery);
    if (!session) {
      returnTo.keep(location.href);
      throw redirect({ to: '/console/sign-in', replace: true });
    }
    await queryClient.ensureQueryData(meQuery);
  },
});

const page = <Path extends string, Name extends string, Module extends Record<Name, () => React.ReactNode>>(
  path: Path,
  load: () => Promise<Module>,
  name: Name,
) =>
  createRoute({
    getParentRoute: () => frame,
    path,
    validateSearch: asText,
    component: lazyRouteComponent(load as never, name as never),
  });

const routeTree = root.addChildren([
  start,
  consoleStart,
  signIn,
  frame.addChildren([
    page('/console/overview', () => import('../pages/overview.page.js'), 'OverviewPage'),
    page('/console/profile', () => import('../pages/profile.page.js'), 'ProfilePage'),
    page('/console/api-keys', () => import('../pages/api-keys.page.js'), 'ApiKeysPage'),
    page('/console/api-keys/new', () => import('../pages/new-api-key.page.js'), 'NewApiKeyPage'),
    page('/console/api-keys/$id', () => import('../pages/api-key.page.js'), 'ApiKeyPage'),
    page('/console/credentials', () => import('../pages/credentials.page.js'), 'CredentialsPage'),
    page('/console/credentials/new', () => import('../pages/new-credential.page.js'), 'NewCredentialPage'),
    page(
      '/console/credentials/import',
      () => import('../pages/import-credentials.page.js'),
      'ImportCredentialsPage',
    ),
    page('/console/credentials/$id', () => import('../pages/credential.page.js'), 'CredentialPage'),
    page('/console/registries', () => import('../pages/registries.page.js'), 'RegistriesPage'),
    page('/console/registries/new', () => import('../pages/new-registry.page.js'), 'NewRegistryPage'),
    page('/console/registries/$id', () => import('../pages/registry.page.js'), 'RegistryPage'),
    page('/console/registries/$id/tokens/new', () => import('../pages/new-token.page.js'), 'NewTokenPage'),
    page('/console/registries/$id/tokens/$tokenId', () => import('../pages/token.page.js'), 'TokenPage'),
    page('/console/audit', () => import('../pages/audit.page.js'), 'AuditPage'),
    page('/console/organization', () => import('../pages/organization.page.js'), 'OrganizationPage'),
    page('/console/users', () => import('../pages/users.page.js'), 'UsersPage'),
    page('/console/users/$id', () => import('../pages/user.page.js'), 'UserPage'),
    page('/console/roles', () => import('../pages/roles.page.js'), 'RolesPage'),
    page('/console/accounts', () => import('../pages/accounts.page.js'), 'AccountsPage'),
    page('/console/accounts/$name', () => import('../pages/account.page.js'), 'AccountPage'),
    page('/console/webhooks', () => import('../pages/webhooks.page.js'), 'WebhooksPage'),
    page('/console/webhooks/new', () => import('../pages/new-webhook.page.js'), 'NewWebhookPage'),
    page('/console/webhooks/$id', () => import('../pages/webhook.page.js'), 'WebhookPage'),
    page('/console/operations', () => import('../pages/operations.page.js'), 'OperationsPage'),
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultNotFoundComponent: PageMissing,
  // The values are text, so that an address says what it says.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
});
