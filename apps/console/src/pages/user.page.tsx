import { type components, dataOf } from '@credstream/sdk';
import { Alert, Button, List, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { type Revised, withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { type CommandHeaders, useCommand } from '../api/use-command.js';
import { useMay, useMe } from '../api/use-me.js';
import { ChangeProblem, type Changing, type Labels } from '../parts/changed-meanwhile.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { EndRole } from '../parts/end-role.js';
import { Facts } from '../parts/facts.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { PlainTable } from '../parts/plain-table.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { RoleFields } from '../parts/role-fields.js';
import { ScopeLink } from '../parts/scope-link.js';
import { Section } from '../parts/section.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { users as text } from '../text/organization.js';

type User = components['schemas']['UserView'];
type Dialog = 'edit' | 'disable' | 'offboard' | 'readmit' | 'erase';
type Of = { found: Revised<User>; changing: Changing<User>; onClose: () => void };

/** The fields by which two versions of a user are compared. */
const labels: Labels<User> = {
  email: text.columns.email,
  status: text.columns.status,
  roles: text.columns.roles,
};

const mostListed = 200;
const askAgainMs = 2_000;

export const UserPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mayManage = useMay('organization.manage');
  const isOneself = useMe().id === id;
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/users/{id}', { params: { path: { id } }, signal }));
  const found = useQuery({ queryKey: ['user', id], queryFn: ({ signal }) => read(signal) });
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const enable = useCommand((_: null, headers) =>
    dataOf(credstream.POST('/api/v1/users/{id}/enable', { params: { path: { id } }, headers })),
  );
  if (!found.data)
    return (
      <Page title={text.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const user = found.data.value;
  const onGiveUp = () => void found.refetch().then(close);
  const of = { found: found.data, changing: { labels, read, onGiveUp }, onClose: close };
  const isGone = user.status === 'offboarded';
  return (
    <Page
      title={user.username}
      actions={
        mayManage && (
          <>
            {!isGone && (
              <Button variant="default" onClick={() => setDialog('edit')}>
                {text.edit.action}
              </Button>
            )}
            {user.status === 'active' && !isOneself && (
              <Button variant="default" onClick={() => setDialog('disable')}>
                {text.status.disable}
              </Button>
            )}
            {user.status === 'disabled' && (
              <Button variant="default" onClick={() => enable.run(null)} loading={enable.isPending}>
                {text.status.enable}
              </Button>
            )}
            {!isGone && !isOneself && (
              <Button color="red" variant="outline" onClick={() => setDialog('offboard')}>
                {text.offboard.action}
              </Button>
            )}
            {isGone && (
              <>
                <Button onClick={() => setDialog('readmit')}>{text.readmit.action}</Button>
                <Button color="red" variant="outline" onClick={() => setDialog('erase')}>
                  {text.erase.action}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <Stack gap="md">
        <Problem error={enable.error} />
        <Facts
          facts={[
            [
              text.columns.email,
              user.email === undefined ? common.none : <bdi key="email">{user.email}</bdi>,
            ],
            [text.columns.status, <StatusBadge key="status" status={user.status} />],
            [text.columns.account, user.account],
            [text.columns.origin, text.origins[user.origin] ?? user.origin],
            [text.columns.created, <When key="created" at={user.createdAt} />],
          ]}
        />
        {isGone ? mayManage && <Report id={id} /> : <Roles user={user} />}
        {!isGone && <Sessions id={id} />}
      </Stack>
      {dialog === 'edit' && <EditUser {...of} />}
      {dialog === 'disable' && <DisableUser {...of} />}
      {dialog === 'offboard' && <OffboardUser {...of} />}
      {dialog === 'readmit' && <ReadmitUser {...of} />}
      {dialog === 'erase' && <EraseUser {...of} />}
    </Page>
  );
};

const Roles = ({ user: { id, account } }: { user: User }) => {
  const mayManage = useMay('organization.manage');
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<components['schemas']['RoleAssignmentView']>();
  const granted = useQuery({
    queryKey: ['roles-of', id],
    queryFn: ({ signal }) => {
      const query = { userId: id, account, limit: mostListed };
      return dataOf(credstream.GET('/api/v1/role-assignments', { params: { query }, signal }));
    },
  });
  return (
    <Section
      title={text.roles.title}
      actions={mayManage && <Button onClick={() => setGranting(true)}>{text.roles.grant}</Button>}
    >
      <Problem error={granted.error} />
      {granted.data?.items.length === 0 && <Text size="sm">{text.roles.none}</Text>}
      {granted.data && granted.data.items.length > 0 && (
        <PlainTable
          label={text.roles.title}
          headers={[text.role, text.roles.scope, text.roles.since, ...(mayManage ? [common.actions] : [])]}
          rows={granted.data.items.map((assignment) => ({
            key: assignment.id,
            cells: [
              assignment.role,
              <ScopeLink key="scope" scope={assignment.scope} />,
              <When key="since" at={assignment.grantedAt} />,
              ...(mayManage
                ? [
                    <Button
                      key="end"
                      size="xs"
                      variant="default"
                      aria-label={text.roles.endOf(assignment.role, assignment.scope)}
                      onClick={() => setEnding(assignment)}
                    >
                      {text.roles.end}
                    </Button>,
                  ]
                : []),
            ],
          }))}
        />
      )}
      {isGranting && <GrantRole id={id} account={account} onClose={() => setGranting(false)} />}
      {ending && <EndRole assignment={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  );
};

const GrantRole = ({ id, account, onClose }: { id: string; account: string; onClose: () => void }) => {
  const [draft, setDraft] = useState({ role: 'viewer', scope: account });
  const grant = useCommand(
    (body: components['schemas']['GrantRole'], headers) =>
      dataOf(credstream.POST('/api/v1/role-assignments', { body, headers })),
    { onDone: onClose },
  );
  return (
    <FormDialog
      title={text.roles.grant}
      action={text.roles.grant}
      command={grant}
      onSubmit={() => grant.run({ userId: id, ...draft } as components['schemas']['GrantRole'])}
      onClose={onClose}
    >
      <RoleFields account={account} draft={draft} onChange={setDraft} />
    </FormDialog>
  );
};

const Sessions = ({ id }: { id: string }) => {
  const mayManage = useMay('organization.manage');
  const list = useQuery({
    queryKey: ['sessions', id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/users/{userId}/sessions', { params: { path: { userId: id } }, signal })),
  });
  const end = useCommand((sessionId: string, headers) =>
    dataOf(
      credstream.DELETE('/api/v1/users/{userId}/sessions/{id}', {
        params: { path: { userId: id, id: sessionId } },
        headers,
      }),
    ),
  );
  return (
    <Section title={text.sessions.title}>
      <Problem error={list.error ?? end.error} />
      {list.data?.items.length === 0 && <Text size="sm">{text.sessions.none}</Text>}
      {list.data && list.data.items.length > 0 && (
        <PlainTable
          label={text.sessions.title}
          headers={[text.sessions.since, text.sessions.by, ...(mayManage ? [common.actions] : [])]}
          rows={list.data.items.map((session) => ({
            key: session.id,
            cells: [
              <When key="since" at={session.startedAt} />,
              text.sessions.grants[session.grant] ?? session.grant,
              ...(mayManage
                ? [
                    <Button
                      key="end"
                      size="xs"
                      variant="default"
                      aria-label={text.sessions.endOf(new Date(session.startedAt).toLocaleString())}
                      loading={end.isPending && end.variables === session.id}
                      disabled={end.isPending}
                      onClick={() => end.run(session.id)}
                    >
                      {text.sessions.end}
                    </Button>,
                  ]
                : []),
            ],
          }))}
        />
      )}
    </Section>
  );
};

/** A command about the user as they were seen. */
const useUserChange = <Input,>(
  id: string,
  send: (params: { path: { id: string } }, input: Input, headers: CommandHeaders) => Promise<unknown>,
  onDone: () => void,
) => useChange<User, Input, unknown>((input, headers) => send({ path: { id } }, input, headers), { onDone });

const EditUser = ({ found, changing, onClose }: Of) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { username, email: present, origin } = found.value;
  const edit = useUserChange(
    found.value.id,
    (params, body: { email?: string; password?: string }, headers) =>
      dataOf(credstream.PATCH('/api/v1/users/{id}', { params, body, headers })),
    onClose,
  );
  return (
    <FormDialog
      title={username}
      action={common.save}
      command={edit}
      problem={<ChangeProblem change={edit} {...changing} />}
      onSubmit={() =>
        edit.run({ ...(email !== '' && { email }), ...(password !== '' && { password }) }, found)
      }
      onClose={onClose}
    >
      {present === undefined && (
        <TextInput
          label={text.edit.email}
          description={text.edit.emailHint}
          type="email"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          error={fieldProblem(edit.error, 'email')}
          autoComplete="off"
        />
      )}
      {origin === 'local' && (
        <PasswordInput
          label={text.edit.password}
          description={text.edit.passwordHint}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          error={fieldProblem(edit.error, 'password')}
          autoComplete="new-password"
        />
      )}
    </FormDialog>
  );
};

const DisableUser = ({ found, changing, onClose }: Of) => {
  const disable = useUserChange(
    found.value.id,
    (params, _: null, headers) => dataOf(credstream.POST('/api/v1/users/{id}/disable', { params, headers })),
    onClose,
  );
  return (
    <DangerDialog
      title={text.status.disableTitle(found.value.username)}
      action={text.status.disable}
      command={disable}
      problem={<ChangeProblem change={disable} {...changing} />}
      onConfirm={() => disable.run(null, found)}
      onClose={onClose}
    >
      <DangerText>{text.status.disableText}</DangerText>
    </DangerDialog>
  );
};

/** Says what ends before it does. */
const OffboardUser = ({ found, changing, onClose }: Of) => {
  const { id, username, roles } = found.value;
  const keys = useQuery({
    queryKey: ['keys-of', id],
    queryFn: ({ signal }) => {
      const query = { userId: id, limit: mostListed };
      return dataOf(credstream.GET('/api/v1/api-keys', { params: { query }, signal }));
    },
  });
  const sessions = useQuery({
    queryKey: ['sessions', id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/users/{userId}/sessions', { params: { path: { userId: id } }, signal })),
  });
  const offboard = useUserChange(
    found.value.id,
    (params, _: null, headers) => dataOf(credstream.POST('/api/v1/users/{id}/offboard', { params, headers })),
    onClose,
  );
  const { ends } = text.offboard;
  return (
    <DangerDialog
      title={text.offboard.title(username)}
      action={text.offboard.action}
      name={username}
      command={offboard}
      problem={<ChangeProblem change={offboard} {...changing} />}
      onConfirm={() => offboard.run(null, found)}
      onClose={onClose}
    >
      <DangerText>{text.offboard.text}</DangerText>
      <Problem error={keys.error ?? sessions.error} />
      <List size="sm">
        {sessions.data && <List.Item>{ends.sessions(sessions.data.items.length)}</List.Item>}
        {keys.data && (
          <List.Item>{ends.keys(keys.data.items.length, keys.data.nextCursor !== undefined)}</List.Item>
        )}
        <List.Item>{ends.cli}</List.Item>
        <List.Item>{ends.roles(roles.length)}</List.Item>
      </List>
    </DangerDialog>
  );
};

const Report = ({ id }: { id: string }) => {
  const { report: words } = text;
  const { data, error } = useQuery({
    queryKey: ['offboarding', id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/users/{id}/offboarding', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.complete === false ? askAgainMs : false),
  });
  if (!data) return <Problem error={error} />;
  const { complete, sessions, apiKeys, cliSecrets, madeTokens, offboardedAt } = data;
  const names = (things: readonly Readonly<{ id: string; name: string }>[]) =>
    things.length === 0 ? (
      words.none
    ) : (
      <List size="sm">
        {things.map((thing) => (
          <List.Item key={thing.id}>
            <bdi>{thing.name}</bdi>
          </List.Item>
        ))}
      </List>
    );
  return (
    <Section title={words.title}>
      <Stack gap="sm">
        <Alert color={complete ? 'pine' : 'yellow'} role="status">
          {complete ? words.complete : words.incomplete}
        </Alert>
        <Facts
          facts={[
            [words.at, <When key="at" at={offboardedAt} />],
            [words.sessions, String(sessions.length)],
            [words.cli, String(cliSecrets.length)],
            [words.keys, names(apiKeys)],
            [words.tokens, names(madeTokens)],
          ]}
        />
        {madeTokens.length > 0 && <Text size="sm">{words.tokensText}</Text>}
      </Stack>
    </Section>
  );
};

const ReadmitUser = ({ found, changing, onClose }: Of) => {
  const [password, setPassword] = useState('');
  const readmit = useUserChange(
    found.value.id,
    (params, body: { password?: string }, headers) =>
      dataOf(credstream.POST('/api/v1/users/{id}/readmit', { params, body, headers })),
    onClose,
  );
  const isLocal = found.value.origin === 'local';
  return (
    <FormDialog
      title={text.readmit.title(found.value.username)}
      action={text.readmit.action}
      command={readmit}
      problem={<ChangeProblem change={readmit} {...changing} />}
      onSubmit={() => readmit.run(isLocal ? { password } : {}, found)}
      onClose={onClose}
    >
      <Text size="sm">{text.readmit.text}</Text>
      {isLocal && (
        <PasswordInput
          label={text.password}
          description={text.passwordHint}
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          error={fieldProblem(readmit.error, 'password')}
          autoComplete="new-password"
        />
      )}
    </FormDialog>
  );
};

const EraseUser = ({ found, changing, onClose }: Of) => {
  const { username } = found.value;
  const erase = useUserChange(
    found.value.id,
    (params, _: null, headers) => dataOf(credstream.POST('/api/v1/users/{id}/erase', { params, headers })),
    onClose,
  );
  return (
    <DangerDialog
      title={text.erase.title(username)}
      action={text.erase.action}
      name={username}
      command={erase}
      problem={<ChangeProblem change={erase} {...changing} />}
      onConfirm={() => erase.run(null, found)}
      onClose={onClose}
    >
      <DangerText>{text.erase.text}</DangerText>
    </DangerDialog>
  );
};
