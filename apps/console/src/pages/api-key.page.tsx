import { type components, dataOf } from '@credstream/sdk';
import {
  Button,
  Group,
  List,
  Modal,
  NativeSelect,
  Paper,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { ChangeProblem, type Labels } from '../parts/changed-meanwhile.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { EditDialog } from '../parts/edit-dialog.js';
import { Facts } from '../parts/facts.js';
import { LazyBars } from '../parts/lazy-bars.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { StatusBadge } from '../parts/status-badge.js';
import { Timeline } from '../parts/timeline.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';
import { common } from '../text/common.js';

const hourMs = 3_600_000;

type ApiKey = components['schemas']['ApiKeyView'];

/** The fields by which two versions of a key are compared. */
const labels: Labels<ApiKey> = {
  name: common.name,
  description: common.description,
  status: common.status,
  overlapUntil: apiKeys.facts.overlap,
  hint: apiKeys.columns.hint,
  expiresAt: apiKeys.columns.expires,
};

export const ApiKeyPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const params = { path: { id } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/api-keys/{id}', { params, signal }));
  const found = useQuery({ queryKey: ['api-key', id], queryFn: ({ signal }) => read(signal) });
  const usage = useQuery({
    queryKey: ['api-key-usage', id],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/api-keys/{id}/usage', { params, signal })),
  });
  const [dialog, setDialog] = useState<'rotate' | 'revoke' | 'delete' | 'edit'>();
  const [overlap, setOverlap] = useState('24');
  const [reason, setReason] = useState('');
  const [rotated, setRotated] = useState<string>();
  const close = () => setDialog(undefined);
  const rotate = useChange<ApiKey, string, { key: string }>(
    (hours, headers) =>
      dataOf(
        credstream.POST('/api/v1/api-keys/{id}/rotate', {
          params,
          body:
            hours === '0'
              ? {}
              : { overlapUntil: new Date(Date.now() + Number(hours) * hourMs - 60_000).toISOString() },
          headers,
        }),
      ),
    {
      onDone: ({ key }) => {
        setRotated(key);
        close();
      },
    },
  );
  const endOverlap = useChange<ApiKey, null, unknown>((_, headers) =>
    dataOf(credstream.POST('/api/v1/api-keys/{id}/end-overlap', { params, headers })),
  );
  const revoke = useChange<ApiKey, string, unknown>(
    (why, headers) =>
      dataOf(
        credstream.POST('/api/v1/api-keys/{id}/revoke', {
          params,
          body: why === '' ? {} : { reason: why },
          headers,
        }),
      ),
    { onDone: close },
  );
  const remove = useChange<ApiKey, null, unknown>(
    (_, headers) => dataOf(credstream.DELETE('/api/v1/api-keys/{id}', { params, headers })),
    { onDone: () => void navigate({ to: '/console/api-keys' }) },
  );
  if (!found.data)
    return (
      <Page title={apiKeys.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const seen = found.data;
  const key = seen.value;
  const giveUp = () => {
    for (const command of [rotate, revoke, remove, endOverlap]) command.reset();
    close();
    void found.refetch();
  };
  const changing = { labels, read, onGiveUp: giveUp };
  if (rotated !== undefined)
    return (
      <Page title={apiKeys.made}>
        <SecretOnce label={apiKeys.key} secret={rotated} onDone={() => setRotated(undefined)} />
      </Page>
    );
  const isActive = key.status === 'active';
  return (
    <Page
      title={key.name}
      actions={
        <>
          <Button variant="default" onClick={() => setDialog('edit')}>
            {apiKeys.edit}
          </Button>
          {isActive && key.overlapUntil !== undefined && (
            <Button
              variant="default"
              onClick={() => endOverlap.run(null, seen)}
              loading={endOverlap.isPending}
            >
              {apiKeys.endOverlap}
            </Button>
          )}
          {isActive && <Button onClick={() => setDialog('rotate')}>{common.rotate}</Button>}
          {isActive && (
            <Button color="red" variant="outline" onClick={() => setDialog('revoke')}>
              {common.revoke}
            </Button>
          )}
          <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
            {common.delete}
          </Button>
        </>
      }
    >
      <Stack gap="md">
        {dialog === undefined && <ChangeProblem change={endOverlap} {...changing} />}
        <Facts
          facts={[
            [apiKeys.columns.status, <StatusBadge key="status" status={key.status} />],
            [apiKeys.columns.description, key.description ?? common.none],
            [apiKeys.facts.owner, key.username],
            [apiKeys.columns.created, <When key="created" at={key.createdAt} />],
            [apiKeys.columns.expires, <When key="expires" at={key.expiresAt} />],
            ...(key.overlapUntil === undefined
              ? []
              : [[apiKeys.facts.overlap, <When key="overlap" at={key.overlapUntil} />] as const]),
            [apiKeys.columns.used, <When key="used" at={key.lastUsedAt} />],
            [apiKeys.columns.from, key.lastUsedFrom ?? common.none],
            [apiKeys.columns.uses, key.useCount ?? 0],
            [apiKeys.facts.refused, key.refusedCount ?? 0],
            [apiKeys.facts.permissions, key.permissions?.join(', ') ?? apiKeys.wizard.everything],
            [apiKeys.facts.scope, key.scope ?? apiKeys.wizard.everywhere],
            [apiKeys.facts.ips, key.ipAllowList?.join(', ') ?? apiKeys.wizard.anywhere],
            [apiKeys.columns.hint, key.hint],
            [apiKeys.facts.id, key.id],
          ]}
        />
        <Paper withBorder p="md" component="section">
          <Title order={2} size="h4" mb="sm">
            {apiKeys.usage.title}
          </Title>
          <Problem error={usage.error} />
          {usage.data && (
            <>
              <Text size="sm">{usage.data.advice.why}</Text>
              <LazyBars
                rows={usage.data.secrets.map(({ hint, useCount }) => ({ secret: `…${hint}`, useCount }))}
                x="secret"
                series={[{ key: 'useCount', label: apiKeys.columns.uses }]}
              />
              <List size="sm" mt="xs">
                {usage.data.secrets.map(({ hint, useCount, lastUsedAt, validUntil }) => (
                  <List.Item key={`${hint}${validUntil ?? ''}`} className="text">
                    {apiKeys.usage.secret(hint, useCount)} <When at={lastUsedAt} />
                    {validUntil !== undefined && (
                      <>
                        ; {apiKeys.usage.until} <When at={validUntil} />
                      </>
                    )}
                  </List.Item>
                ))}
              </List>
            </>
          )}
        </Paper>
        <Timeline stream={`apikey-${id}`} />
      </Stack>
      {dialog === 'rotate' && (
        <Modal
          opened
          onClose={close}
          title={<span className="text">{apiKeys.rotate.title(key.name)}</span>}
          closeButtonProps={{ 'aria-label': common.close }}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              rotate.run(overlap, seen);
            }}
          >
            <Stack gap="sm">
              <Text size="sm">{apiKeys.rotate.text}</Text>
              <NativeSelect
                label={apiKeys.rotate.overlap}
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
      {dialog === 'edit' && (
        <EditDialog
          title={apiKeys.edit}
          thing={seen}
          fields={[
            { name: 'name', label: common.name, isRequired: true },
            { name: 'description', label: common.description },
          ]}
          labels={labels}
          read={read}
          send={(body, headers) =>
            dataOf(credstream.PATCH('/api/v1/api-keys/{id}', { params, body, headers }))
          }
          onClose={close}
          onGiveUp={giveUp}
        />
      )}
      {dialog === 'revoke' && (
        <DangerDialog
          title={apiKeys.revoke.title(key.name)}
          action={common.revoke}
          command={revoke}
          problem={<ChangeProblem change={revoke} {...changing} />}
          onConfirm={() => revoke.run(reason, seen)}
          onClose={close}
        >
          <DangerText>{apiKeys.revoke.text}</DangerText>
          {usage.data && <DangerText>{usage.data.advice.why}</DangerText>}
          <TextInput
            label={apiKeys.revoke.reason}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data-autofocus
          />
        </DangerDialog>
      )}
      {dialog === 'delete' && (
        <DangerDialog
          title={apiKeys.remove.title(key.name)}
          action={common.delete}
          name={key.name}
          command={remove}
          problem={<ChangeProblem change={remove} {...changing} />}
          onConfirm={() => remove.run(null, seen)}
          onClose={close}
        >
          <DangerText>{apiKeys.remove.text}</DangerText>
          {usage.data && <DangerText>{usage.data.advice.why}</DangerText>}
        </DangerDialog>
      )}
    </Page>
  );
};
