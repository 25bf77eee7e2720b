import { type components, dataOf } from '@credstream/sdk';
import {
  Alert,
  Button,
  Group,
  List,
  Modal,
  NativeSelect,
  Paper,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { credstream } from '../api/client.js';
import { withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { useMay } from '../api/use-me.js';
import { ChangeProblem, type Labels } from '../parts/changed-meanwhile.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { isRule, newRule, ScopeEditor, type ScopesDraft, scopesOf } from '../parts/scope-editor.js';
import { SecretOnce } from '../parts/secret-once.js';
import { StatusBadge } from '../parts/status-badge.js';
import { Timeline } from '../parts/timeline.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';
import { common } from '../text/common.js';
import { registries } from '../text/registries.js';

const text = registries.token;
const hourMs = 3_600_000;

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Paper withBorder p="md" component="section">
    <Title order={2} size="h4" mb="sm">
      {title}
    </Title>
    {children}
  </Paper>
);

type Token = components['schemas']['TokenView'];

/** The fields by which two versions of a token are compared. */
const labels: Labels<Token> = {
  status: registries.tokens.columns.status,
  expiresAt: registries.tokens.columns.expires,
  scopes: registries.tokens.columns.scopes,
  hint: registries.tokens.columns.hint,
};

export const TokenPage = () => {
  const { id: registryId = '', tokenId: id = '' }: { id?: string; tokenId?: string } = useParams({
    strict: false,
  });
  const navigate = useNavigate();
  const mayChange = useMay('credential.write');
  const params = { path: { registryId, id } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/registries/{registryId}/tokens/{id}', { params, signal }));
  const found = useQuery({
    queryKey: ['token', registryId, id],
    queryFn: ({ signal }) => read(signal),
  });
  const usage = useQuery({
    queryKey: ['token-usage', registryId, id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/registries/{registryId}/tokens/{id}/usage', { params, signal })),
  });
  const refusals = useQuery({
    queryKey: ['token-refusals', registryId, id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/registries/{registryId}/tokens/{id}/refusals', { params, signal })),
  });
  const [dialog, setDialog] = useState<'rotate' | 'disable' | 'delete' | 'scope'>();
  const [overlap, setOverlap] = useState('0');
  const [shown, setShown] = useState<{ password?: string; dockerLogin?: string }>();
  const [draft, setDraft] = useState<ScopesDraft>({ rules: [newRule], canList: false });
  const close = () => setDialog(undefined);
  const change = useChange<Token, 'enabled' | 'disabled', unknown>(
    (status, headers) =>
      dataOf(
        credstream.PATCH('/api/v1/registries/{registryId}/tokens/{id}', {
          params,
          body: { status },
          headers,
        }),
      ),
    // Another dialog may have been opened meanwhile.
    { onDone: () => setDialog((opened) => (opened === 'disable' ? undefined : opened)) },
  );
  const rotate = useChange<Token, string, components['schemas']['RotatedToken']>(
    (hours, headers) =>
      dataOf(
        credstream.POST('/api/v1/registries/{registryId}/tokens/{id}/rotate', {
          params,
          body:
            hours === '0'
              ? {}
              : { overlapUntil: new Date(Date.now() + Number(hours) * hourMs - 60_000).toISOString() },
          headers,
        }),
      ),
    {
      onDone: (rotated) => {
        setShown(rotated);
        close();
      },
    },
  );
  const remove = useChange<Token, null, unknown>(
    (_, headers) =>
      dataOf(
        credstream.DELETE('/api/v1/registries/{registryId}/tokens/{id}', {
          params,
          headers,
        }),
      ),
    { onDone: () => void navigate({ to: `/console/registries/${registryId}` }) },
  );
  const addScope = useChange<Token, ReturnType<typeof scopesOf>, unknown>(
    (scopes, headers) =>
      dataOf(
        credstream.POST('/api/v1/registries/{registryId}/tokens/{id}/scopes', {
          params,
          body: scopes[0] as never,
          headers,
        }),
      ),
    { onDone: close },
  );
  const removeScope = useChange<Token, string, unknown>((scopeId, headers) =>
    dataOf(
      credstream.DELETE('/api/v1/registries/{registryId}/tokens/{id}/scopes/{scopeId}', {
        params: { path: { registryId, id, scopeId } },
        headers,
      }),
    ),
  );
  if (!found.data)
    return (
      <Page title={registries.tokens.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const seen = found.data;
  const token = seen.value;
  const giveUp = () => {
    for (const command of [change, rotate, remove, addScope, removeScope]) command.reset();
    close();
    void found.refetch();
  };
  const changing = { labels, read, onGiveUp: giveUp };
  if (shown?.password !== undefined)
    return (
      <Page title={registries.tokens.made}>
        <SecretOnce
          label={registries.tokens.password}
          secret={shown.password}
          lines={
            shown.dockerLogin === undefined
              ? []
              : [{ label: registries.tokens.login, line: shown.dockerLogin }]
          }
          onDone={() => setShown(undefined)}
        />
      </Page>
    );
  const isEnabled = token.status === 'enabled';
  return (
    <Page
      title={token.username}
      actions={
        mayChange && (
          <>
            {isEnabled ? (
              <Button variant="default" onClick={() => setDialog('disable')}>
                {text.disable}
              </Button>
            ) : (
              token.status === 'disabled' && (
                <Button
                  variant="default"
                  onClick={() => change.run('enabled', seen)}
                  loading={change.isPending}
                >
                  {text.enable}
                </Button>
              )
            )}
            <Button onClick={() => setDialog('rotate')}>{common.rotate}</Button>
            <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
              {common.delete}
            </Button>
          </>
        )
      }
    >
      <Stack gap="md">
        {dialog === undefined && <ChangeProblem change={change} {...changing} />}
        {dialog === undefined && <ChangeProblem change={removeScope} {...changing} />}
        {token.warnings.length > 0 && (
          <Alert color="orange" title={text.warnings}>
            {token.warnings.join(' ')}
          </Alert>
        )}
        <Facts
          facts={[
            [text.username, token.username],
            [registries.tokens.columns.kind, registries.tokens.kinds[token.kind]],
            [registries.tokens.columns.status, <StatusBadge key="status" status={token.status} />],
            [
              registries.tokens.columns.expires,
              <When key="expires" at={token.expiresAt} otherwise={registries.tokens.neverExpires} />,
            ],
            [registries.tokens.columns.created, <When key="created" at={token.createdAt} />],
            [registries.tokens.columns.hint, token.hint ?? common.none],
          ]}
        />
        <Section title={text.scopesTitle}>
          {token.scopes.length === 0 && <Text size="sm">{text.noScopes}</Text>}
          <Stack gap="xs">
            {token.scopes.map(({ id: scopeId, type, name, actions }) => (
              <Group key={scopeId} justify="space-between">
                <Text size="sm" className="text">
                  {type === 'registry' ? registries.wizard.listing : `${name}: ${actions.join(', ')}`}
                </Text>
                {mayChange && (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => removeScope.run(scopeId, seen)}
                    loading={removeScope.isPending}
                  >
                    {text.removeScope(name)}
                  </Button>
                )}
              </Group>
            ))}
            {mayChange && (
              <Group>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setDraft({ rules: [newRule], canList: false });
                    setDialog('scope');
                  }}
                >
                  {text.addScope}
                </Button>
              </Group>
            )}
          </Stack>
        </Section>
        {usage.data && (
          <Section title={text.usageTitle}>
            <Text size="sm">{text.uses(usage.data.pulls, usage.data.pushes, usage.data.grants)}</Text>
            <Text size="sm">
              {text.lastGrant}: <When at={usage.data.lastGrantAt} />, {text.lastPull}:{' '}
              <When at={usage.data.lastPullAt} />, {text.lastPush}: <When at={usage.data.lastPushAt} />
            </Text>
          </Section>
        )}
        {refusals.data && (
          <Section title={text.refusalsTitle}>
            {refusals.data.items.length === 0 ? (
              <Text size="sm">{text.noRefusals}</Text>
            ) : (
              <List size="sm">
                {refusals.data.items.map(({ at, reason, ip, client }) => (
                  <List.Item key={`${at}${reason}${ip ?? ''}`} className="text">
                    <When at={at} />: {[reason, ip, client].filter(Boolean).join(', ')}
                  </List.Item>
                ))}
              </List>
            )}
          </Section>
        )}
        <Timeline stream={`token-${id}`} />
      </Stack>
      {dialog === 'rotate' && (
        <Modal
          opened
          onClose={close}
          title={<span className="text">{text.rotateTitle(token.username)}</span>}
          closeButtonProps={{ 'aria-label': common.close }}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              rotate.run(overlap, seen);
            }}
          >
            <Stack gap="sm">
              <Text size="sm">{text.rotateText}</Text>
              <NativeSelect
                label={text.overlap}
                data={[...apiKeys.rotate.overlaps]}
                value={overlap}
                onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
                data-autofocus
              />
              <ChangeProblem change={rotate} {...changing} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {common.cancel}
                </Button>
                <Button type="submit" loading={rotate.isPending}>
                  {common.rotate}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      )}
      {dialog === 'scope' && (
        <Modal opened onClose={close} title={text.addScope} closeButtonProps={{ 'aria-label': common.close }}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (draft.rules.every(isRule)) addScope.run(scopesOf(draft), seen);
            }}
          >
            <Stack gap="sm">
              <ScopeEditor registryId={registryId} draft={draft} isSingle onChange={setDraft} />
              <ChangeProblem change={addScope} {...changing} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {common.cancel}
                </Button>
                <Button type="submit" disabled={!draft.rules.every(isRule)} loading={addScope.isPending}>
                  {common.add}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      )}
      {dialog === 'disable' && (
        <DangerDialog
          title={text.disableTitle(token.username)}
          action={text.disable}
          command={change}
          problem={<ChangeProblem change={change} {...changing} />}
          onConfirm={() => change.run('disabled', seen)}
          onClose={close}
        >
          <DangerText>{text.disableText}</DangerText>
        </DangerDialog>
      )}
      {dialog === 'delete' && (
        <DangerDialog
          title={text.removeTitle(token.username)}
          action={common.delete}
          name={token.username}
          command={remove}
          problem={<ChangeProblem change={remove} {...changing} />}
          onConfirm={() => remove.run(null, seen)}
          onClose={close}
        >
          <DangerText>{text.removeText}</DangerText>
          {usage.data && <DangerText>{text.removeWarning(usage.data.pulls)}</DangerText>}
        </DangerDialog>
      )}
    </Page>
  );
};
