import {
  Alert,
  AppShell,
  Burger,
  Button,
  Center,
  Group,
  Loader,
  Menu,
  NavLink,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Me, Permission } from '../api/console-session.js';
import { useIsAway } from '../api/queries.js';
import { signOut } from '../api/sign-out.js';
import { useMe } from '../api/use-me.js';
import { common } from '../text/common.js';
import { shell } from '../text/shell.js';
import { EndedSessionDialog } from './ended-session-dialog.js';
import { Logo } from './logo.js';
import { ThemeButton } from './theme-button.js';

/** The pages, with what one must be allowed to see each of them for. */
const pages: readonly Readonly<{ to: string; label: string; needs?: Permission }>[] = [
  { to: '/console/overview', label: shell.pages.overview },
  { to: '/console/credentials', label: shell.pages.credentials, needs: 'credential.read' },
  { to: '/console/api-keys', label: shell.pages.apiKeys, needs: 'apikey.own' },
  { to: '/console/registries', label: shell.pages.registries, needs: 'credential.read' },
  { to: '/console/audit', label: shell.pages.audit, needs: 'audit.read' },
  { to: '/console/organization', label: shell.pages.organization, needs: 'organization.read' },
  { to: '/console/users', label: shell.pages.users, needs: 'organization.read' },
  { to: '/console/roles', label: shell.pages.roles, needs: 'organization.read' },
  { to: '/console/accounts', label: shell.pages.accounts, needs: 'organization.read' },
  { to: '/console/webhooks', label: shell.pages.webhooks, needs: 'organization.read' },
  { to: '/console/operations', label: shell.pages.operations, needs: 'installation.manage' },
  { to: '/console/profile', label: shell.pages.profile },
];

/** What stands around every page of a person who is signed in. */
export const Frame = () => <SignedIn me={useMe()} />;

/** While it is found out who is signed in. */
export const Waiting = () => (
  <Center mih="100vh" p="md" component="main">
    <Stack align="center">
      <Away />
      <Loader aria-label={common.loading} />
    </Stack>
  </Center>
);

const Away = () =>
  useIsAway() ? (
    <Alert color="yellow" title={common.away.title} role="alert" mb="md">
      {common.away.text}
    </Alert>
  ) : null;

const SignedIn = ({ me }: { me: Me }) => {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  const first = useRef(true);
  const isLoading = useRouterState({ select: ({ isLoading: loading }) => loading });
  useEffect(() => {
    close();
    // A screen reader begins at the new page; at the first one it begins by itself.
    if (!first.current) content.current?.focus();
    first.current = false;
  }, [pathname]);
  const offered = pages.filter(({ needs }) => needs === undefined || me.permissions.includes(needs));
  return (
    <>
      <a href="#content" className="skip">
        {common.skipToContent}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 210, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="md"
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={common.menu}
                aria-expanded={isOpen}
              />
              <Logo />
            </Group>
            <Group gap="xs" wrap="nowrap" miw={0}>
              <ThemeButton />
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="subtle" maw={200}>
                    <Text truncate size="sm" component="bdi">
                      {me.username}
                    </Text>
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item component={Link} to="/console/profile">
                    {shell.pages.profile}
                  </Menu.Item>
                  <Menu.Item onClick={() => void signOut()}>{shell.signOut}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={shell.navigation}>
          {offered.map(({ to, label }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              active={pathname.startsWith(to)}
              aria-current={pathname.startsWith(to) ? 'page' : undefined}
            />
          ))}
        </AppShell.Navbar>
        <AppShell.Main id="content" ref={content} tabIndex={-1} aria-busy={isLoading}>
          <Away />
          {me.firstPassword && pathname !== '/console/profile' && (
            <Alert color="yellow" title={shell.firstPassword.title} mb="md">
              <Text size="sm" mb="xs">
                {shell.firstPassword.text}
              </Text>
              <Button component={Link} to="/console/profile" size="xs">
                {shell.firstPassword.action}
              </Button>
            </Alert>
          )}
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <EndedSessionDialog username={me.username} />
    </>
  );
};
