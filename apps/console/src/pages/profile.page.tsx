import { dataOf } from '@credstream/sdk';
import { Alert, Anchor, Button, Group, Paper, PasswordInput, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { credstream } from '../api/client.js';
import { browserSessionQuery } from '../api/queries.js';
import { signOut } from '../api/sign-out.js';
import { type CommandHeaders, useCommand } from '../api/use-command.js';
import { useMay, useMe } from '../api/use-me.js';
import { CopyButton } from '../parts/copy-button.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { profile } from '../text/profile.js';

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Paper withBorder p="md" component="section">
    <Title order={2} size="h4" mb="sm">
      {title}
    </Title>
    {children}
  </Paper>
);

export const ProfilePage = () => {
  const me = useMe();
  const hasKeys = useMay('apikey.own');
  return (
    <Page title={profile.title}>
      <Stack gap="md">
        <Facts
          facts={[
            [
              profile.username,
              <Group key="username" gap="xs">
                <bdi>{me.username}</bdi>
                <CopyButton text={me.username} label={profile.username} />
              </Group>,
            ],
            [profile.email, me.email ? `${me.email} (${profile.emailFixed})` : profile.noEmail],
            [profile.account, me.account],
            [
              profile.roles,
              me.roles.length === 0
                ? profile.noRoles
                : me.roles.map(({ role, scope }) => profile.role(role, scope)).join(', '),
            ],
            [profile.signsIn, profile.origins[me.origin] ?? me.origin],
          ]}
        />
        {me.origin === 'local' && <PasswordSection />}
        {hasKeys && <CliSecretSection />}
        {hasKeys && (
          <Section title={profile.keys.title}>
            <Anchor component={Link} to="/console/api-keys">
              {profile.keys.go}
            </Anchor>
          </Section>
        )}
        <SessionsSection />
      </Stack>
    </Page>
  );
};

const PasswordSection = () => {
  const text = profile.password;
  const [currentPassword, setCurrent] = useState('');
  const [password, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const change = useCommand(
    (body: { currentPassword: string; password: string }, headers) =>
      dataOf(credstream.PATCH('/api/v1/users/{id}', { params: { path: { id: 'me' } }, body, headers })),
    {
      onDone: () => {
        setCurrent('');
        setNext('');
        setRepeated('');
      },
    },
  );
  const isShort = password !== '' && [...password].length < 12;
  const differs = repeated !== '' && repeated !== password;
  return (
    <Section title={text.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isShort && repeated === password) change.run({ currentPassword, password });
        }}
      >
        <Stack gap="sm" maw={420}>
          <PasswordInput
            label={text.present}
            autoComplete="current-password"
            required
            value={currentPassword}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PasswordInput
            label={text.next}
            description={text.hint}
            autoComplete="new-password"
            required
            value={password}
            onChange={({ currentTarget }) => setNext(currentTarget.value)}
            error={isShort ? text.short : fieldProblem(change.error, 'password')}
          />
          <PasswordInput
            label={text.repeat}
            autoComplete="new-password"
            required
            value={repeated}
            onChange={({ currentTarget }) => setRepeated(currentTarget.value)}
            error={differs && text.differs}
          />
          <Problem error={change.error} />
          {change.isSuccess && (
            <Alert role="status" color="pine">
              {text.done}
            </Alert>
          )}
          <Group>
            <Button type="submit" loading={change.isPending}>
              {text.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
};

const me = { params: { path: { userId: 'me' } } } as const;

const CliSecretSection = () => {
  const text = profile.cli;
  const found = useQuery({
    queryKey: ['cli-secret'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/users/{userId}/cli-secret', { ...me, signal })),
  });
  const [shown, setShown] = useState<{ secret: string; dockerLogin?: string | undefined }>();
  const [dialog, setDialog] = useState<'generate' | 'revoke'>();
  const [own, setOwn] = useState<string>();
  const close = () => setDialog(undefined);
  // The first look makes it, and only that answer has it.
  useEffect(() => {
    const { secret, dockerLogin } = found.data ?? {};
    if (secret !== undefined) setShown({ secret, dockerLogin });
  }, [found.data]);
  const set = useCommand(
    (body: { secret?: string }, headers) =>
      dataOf(credstream.PUT('/api/v1/users/{userId}/cli-secret', { ...me, body, headers })),
    {
      onDone: ({ secret, dockerLogin }, sent) => {
        if (sent.secret === undefined && secret !== undefined) setShown({ secret, dockerLogin });
        setOwn(undefined);
        close();
      },
    },
  );
  const revoke = useCommand(
    (_: null, headers) => dataOf(credstream.DELETE('/api/v1/users/{userId}/cli-secret', { ...me, headers })),
    { onDone: close },
  );
  const { status, hint } = found.data ?? {};
  return (
    <Section title={text.title}>
      <Stack gap="sm">
        <Text size="sm">{text.about}</Text>
        <Problem error={found.error} />
        {shown ? (
          <SecretOnce
            label={text.label}
            secret={shown.secret}
            lines={shown.dockerLogin === undefined ? [] : [{ label: text.login, line: shown.dockerLogin }]}
            onDone={() => setShown(undefined)}
          />
        ) : (
          <>
            {status !== undefined && (
              <Text size="sm">
                {text.statuses[status]} {hint !== undefined && status !== 'none' && text.ends(hint)}
              </Text>
            )}
            <Group gap="xs">
              <Button onClick={() => setDialog('generate')}>{text.generate}</Button>
              <Button
                variant="default"
                onClick={() => setOwn((value) => (value === undefined ? '' : undefined))}
              >
                {text.own}
              </Button>
              {(status === 'active' || status === 'asleep') && (
                <Button variant="default" onClick={() => setDialog('revoke')}>
                  {text.revoke}
                </Button>
              )}
            </Group>
          </>
        )}
        {own !== undefined && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              set.run({ secret: own });
            }}
          >
            <Stack gap="sm" maw={420}>
              <PasswordInput
                label={text.ownLabel}
                description={text.ownHint}
                autoComplete="off"
                required
                value={own}
                onChange={({ currentTarget }) => setOwn(currentTarget.value)}
                error={fieldProblem(set.error, 'secret')}
              />
              <Problem error={set.error} />
              <Group>
                <Button type="submit" loading={set.isPending}>
                  {text.set}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        {set.isSuccess && own === undefined && !shown && (
          <Text size="sm" role="status">
            {text.setDone}
          </Text>
        )}
      </Stack>
      {dialog === 'generate' && (
        <DangerDialog
          title={text.generateTitle}
          action={text.generate}
          command={set}
          onConfirm={() => set.run({})}
          onClose={close}
        >
          <DangerText>{text.generateText}</DangerText>
        </DangerDialog>
      )}
      {dialog === 'revoke' && (
        <DangerDialog
          title={text.revokeTitle}
          action={text.revoke}
          command={revoke}
          onConfirm={() => revoke.run(null)}
          onClose={close}
        >
          <DangerText>{text.revokeText}</DangerText>
        </DangerDialog>
      )}
    </Section>
  );
};

const endOne = (id: string, headers: CommandHeaders) =>
  dataOf(
    credstream.DELETE('/api/v1/users/{userId}/sessions/{id}', {
      params: { path: { userId: 'me', id } },
      headers,
    }),
  );

const SessionsSection = () => {
  const text = profile.sessions;
  const here = useQuery(browserSessionQuery).data?.session?.id;
  const list = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/users/{userId}/sessions', { ...me, signal })),
  });
  const [isAsking, setAsking] = useState(false);
  const end = useCommand(endOne);
  /** One after the other, this one last: what is asked with it must still be let in. */
  const endEach = async (keepsThis: boolean) => {
    for (const { id } of list.data?.items ?? []) {
      if (id !== here) await endOne(id, { 'idempotency-key': crypto.randomUUID() });
    }
    if (!keepsThis) await signOut();
  };
  const endOthers = useCommand((_: null) => endEach(true));
  const endAll = useCommand((_: null) => endEach(false));
  return (
    <Section title={text.title}>
      <Stack gap="sm">
        <Text size="sm">{text.about}</Text>
        <Problem error={list.error ?? end.error ?? endOthers.error} />
        <div className="table-frame" tabIndex={0} role="region" aria-label={text.title}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{text.since}</Table.Th>
                <Table.Th scope="col">{text.by}</Table.Th>
                <Table.Th scope="col">{common.actions}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data?.items.map(({ id, startedAt, grant }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <When at={startedAt} />
                  </Table.Td>
                  <Table.Td>{text.grants[grant] ?? grant}</Table.Td>
                  <Table.Td>
                    {id === here ? (
                      text.here
                    ) : (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={text.endOf(new Date(startedAt).toLocaleString())}
                        loading={end.isPending && end.variables === id}
                        onClick={() => end.run(id)}
                      >
                        {text.end}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <Group gap="xs">
          {here !== undefined && (
            <Button variant="default" onClick={() => endOthers.run(null)} loading={endOthers.isPending}>
              {text.endOthers}
            </Button>
          )}
          <Button variant="default" onClick={() => setAsking(true)}>
            {text.endAll}
          </Button>
        </Group>
      </Stack>
      {isAsking && (
        <DangerDialog
          title={text.endAllTitle}
          action={text.endAll}
          command={endAll}
          onConfirm={() => endAll.run(null)}
          onClose={() => setAsking(false)}
        >
          <DangerText>{text.endAllText}</DangerText>
        </DangerDialog>
      )}
    </Section>
  );
};
