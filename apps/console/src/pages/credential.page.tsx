import { type components, CredstreamProblem, dataOf } from '@credstream/sdk';
import {
  Alert,
  Button,
  Checkbox,
  Code,
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
import { type ReactNode, useEffect, useState } from 'react';
import { credstream } from '../api/client.js';
import { type Revised, withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { ChangeProblem, type Changing, type Labels } from '../parts/changed-meanwhile.js';
import { CopyButton } from '../parts/copy-button.js';
import { Breaks, CredentialUses } from '../parts/credential-uses.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { EditDialog } from '../parts/edit-dialog.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { emptyDraft, isWhole, SecretFields, secretOf } from '../parts/secret-fields.js';
import { StatusBadge } from '../parts/status-badge.js';
import { Timeline } from '../parts/timeline.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';
import { common } from '../text/common.js';
import { adviceWords, credentials, providers, typeLabels } from '../text/credentials.js';

type Credential = components['schemas']['CredentialView'];
type Secret = Readonly<Record<string, unknown>>;

const hourMs = 3_600_000;
const shownSeconds = 30;

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Paper withBorder p="md" component="section">
    <Title order={2} size="h4" mb="sm">
      {title}
    </Title>
    {children}
  </Paper>
);

/** The fields by which two versions of a credential are compared. */
const labels: Labels<Credential> = {
  name: common.name,
  description: common.description,
  status: common.status,
  version: credentials.facts.version,
  expiresAt: credentials.columns.expires,
  rotationDays: credentials.facts.rotation,
  attachments: credentials.columns.used,
  environment: credentials.columns.environment,
};

export const CredentialPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const mayChange = useMay('credential.write');
  const mayReveal = useMay('credential.reveal');
  const params = { path: { id } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/credentials/{id}', { params, signal }));
  const found = useQuery({ queryKey: ['credential', id], queryFn: ({ signal }) => read(signal) });
  const versions = useQuery({
    queryKey: ['credential-versions', id],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/credentials/{id}/versions', { params, signal })),
  });
  const [dialog, setDialog] = useState<'reveal' | 'rotate' | 'revoke' | 'delete' | 'edit' | 'take back'>();
  const [earlier, setEarlier] = useState(0);
  const [reason, setReason] = useState('');
  const [isForced, setForced] = useState(false);
  const [secret, setSecret] = useState<Secret>();
  const close = () => setDialog(undefined);
  const check = useCommand((_: null, headers) =>
    dataOf(credstream.POST('/api/v1/credentials/{id}/check', { params, body: {}, headers })),
  );
  const revoke = useChange<Credential, string, unknown>(
    (why, headers) =>
      dataOf(
        credstream.POST('/api/v1/credentials/{id}/revoke', {
          params,
          body: why === '' ? {} : { reason: why },
          headers,
        }),
      ),
    { onDone: close },
  );
  const remove = useChange<Credential, { reason: string } | null, unknown>(
    (force, headers) =>
      dataOf(
        credstream.DELETE('/api/v1/credentials/{id}', {
          params: { ...params, query: force ? { force: true, reason: force.reason } : {} } as never,
          headers,
        }),
      ),
    { onDone: () => void navigate({ to: '/console/credentials' }) },
  );
  if (!found.data)
    return (
      <Page title={credentials.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const seen = found.data;
  const credential = seen.value;
  const known = versions.data?.items ?? [];
  const giveUp = () => {
    for (const command of [revoke, remove]) command.reset();
    close();
    void found.refetch();
  };
  const changing = { labels, read, onGiveUp: giveUp };
  const isUsable = credential.status !== 'revoked';
  const isInUse =
    credential.attachments.length > 0 ||
    (remove.error instanceof CredstreamProblem && remove.error.code === 'credential.in_use');
  return (
    <Page
      title={credential.name}
      actions={
        <>
          {mayReveal && isUsable && (
            <Button variant="default" onClick={() => setDialog('reveal')}>
              {credentials.reveal.action}
            </Button>
          )}
          {mayChange && isUsable && (
            <>
              <Button variant="default" onClick={() => check.run(null)} loading={check.isPending}>
                {credentials.try.action}
              </Button>
              <Button variant="default" onClick={() => setDialog('edit')}>
                {credentials.edit}
              </Button>
              <Button onClick={() => setDialog('rotate')}>{common.rotate}</Button>
              <Button color="red" variant="outline" onClick={() => setDialog('revoke')}>
                {common.revoke}
              </Button>
            </>
          )}
          {mayChange && (
            <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
              {common.delete}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="md">
        {secret && <Revealed secret={secret} onHide={() => setSecret(undefined)} />}
        <Problem error={check.error} />
        {check.data && (
          <Alert
            role="status"
            color={check.data.status === 'ok' ? 'pine' : 'orange'}
            title={credentials.try.title}
          >
            {check.data.message} {credentials.try.took(check.data.durationMs)}
          </Alert>
        )}
        <Facts
          facts={[
            [
              credentials.columns.status,
              <Group key="status" gap="xs">
                <StatusBadge status={credential.status} />
                {credential.statusMessage}
              </Group>,
            ],
            [credentials.columns.description, credential.description ?? common.none],
            [credentials.columns.type, typeLabels[credential.type]],
            [credentials.columns.provider, providers[credential.provider].label],
            [credentials.columns.scope, credential.scope],
            [credentials.columns.environment, credential.environment ?? common.none],
            [credentials.facts.version, credential.version],
            [credentials.facts.fields, credential.fields.join(', ')],
            [credentials.columns.created, <When key="created" at={credential.createdAt} />],
            [credentials.facts.updated, <When key="updated" at={credential.updatedAt} />],
            [credentials.columns.expires, <When key="expires" at={credential.expiresAt} />],
            [credentials.columns.read, <When key="read" at={credential.lastUsedAt} />],
            [
              credentials.facts.rotation,
              credentials.wizard.rotationDays(String(credential.rotationDays ?? '')),
            ],
            [credentials.facts.id, credential.id],
          ]}
        />
        {credential.advice.length > 0 && (
          <Section title={credentials.adviceTitle}>
            <List size="sm">
              {credential.advice.map((each) => (
                <List.Item key={each}>{adviceWords[each]}</List.Item>
              ))}
            </List>
          </Section>
        )}
        <Section title={credentials.usedTitle}>
          <CredentialUses
            thing={seen}
            versions={known}
            mayChange={mayChange && isUsable}
            labels={labels}
            read={read}
          />
        </Section>
        <Section title={credentials.versionsTitle}>
          <Problem error={versions.error} />
          <List size="sm">
            {known.map(({ version, createdAt, readable }) => (
              <List.Item key={version}>
                {credentials.version(version)}, <When at={createdAt} />,{' '}
                {readable ? credentials.readable : credentials.notReadable}{' '}
                {mayChange && readable && version < credential.version && (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => {
                      setEarlier(version);
                      setDialog('take back');
                    }}
                  >
                    {credentials.takeBack.action(version)}
                  </Button>
                )}
              </List.Item>
            ))}
          </List>
        </Section>
        <Timeline stream={`credential-${id}`} />
      </Stack>
      {dialog === 'reveal' && (
        <RevealDialog
          credential={credential}
          onClose={close}
          onRevealed={(shown) => {
            setSecret(shown);
            close();
          }}
        />
      )}
      {dialog === 'rotate' && (
        <RotateDialog seen={seen} read={read} onClose={close} onGiveUp={giveUp}>
          <Breaks attachments={credential.attachments} versions={known} />
        </RotateDialog>
      )}
      {dialog === 'take back' && (
        <TakeBackDialog seen={seen} version={earlier} changing={changing} onClose={close}>
          <DangerText>{credentials.uses.breaks}</DangerText>
          <Breaks attachments={credential.attachments} versions={known} />
        </TakeBackDialog>
      )}
      {dialog === 'edit' && (
        <EditDialog
          title={credentials.edit}
          thing={seen}
          fields={[
            { name: 'name', label: common.name, isRequired: true },
            { name: 'description', label: common.description },
            { name: 'rotationDays', label: credentials.rotationEdit, isNumber: true },
          ]}
          labels={labels}
          read={read}
          send={(body, headers) =>
            dataOf(credstream.PATCH('/api/v1/credentials/{id}', { params, body, headers }))
          }
          onClose={close}
          onGiveUp={giveUp}
        />
      )}
      {dialog === 'revoke' && (
        <DangerDialog
          title={credentials.revoke.title(credential.name)}
          action={common.revoke}
          command={revoke}
          problem={<ChangeProblem change={revoke} {...changing} />}
          onConfirm={() => revoke.run(reason, seen)}
          onClose={close}
        >
          <DangerText>{credentials.revoke.text}</DangerText>
          <DangerText>{credentials.uses.breaks}</DangerText>
          <Breaks attachments={credential.attachments} versions={known} />
          <TextInput
            label={credentials.revoke.reason}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data-autofocus
          />
        </DangerDialog>
      )}
      {dialog === 'delete' && (
        <DangerDialog
          title={credentials.remove.title(credential.name)}
          action={common.delete}
          name={credential.name}
          command={remove}
          problem={<ChangeProblem change={remove} {...changing} />}
          onConfirm={() => remove.run(isForced ? { reason } : null, seen)}
          onClose={close}
        >
          <DangerText>{credentials.remove.text}</DangerText>
          <DangerText>{credentials.uses.breaks}</DangerText>
          <Breaks attachments={credential.attachments} versions={known} />
          {isInUse && (
            <Alert color="red" title={credentials.remove.breaks}>
              <Checkbox
                mt="sm"
                label={credentials.remove.force}
                checked={isForced}
                onChange={({ currentTarget }) => setForced(currentTarget.checked)}
              />
              {isForced && (
                <TextInput
                  mt="sm"
                  label={credentials.remove.forceReason}
                  required
                  value={reason}
                  onChange={({ currentTarget }) => setReason(currentTarget.value)}
                />
              )}
            </Alert>
          )}
        </DangerDialog>
      )}
    </Page>
  );
};

/** A revealed secret, which is gone after a while. */
const Revealed = ({ secret, onHide }: { secret: Secret; onHide: () => void }) => {
  const [left, setLeft] = useState(shownSeconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onHide();
  }, [left, onHide]);
  return (
    <Alert color="yellow" role="region" aria-label={credentials.reveal.action}>
      <Text size="sm" mb="sm">
        {credentials.reveal.recorded(left)}
      </Text>
      <Stack gap="xs">
        {Object.entries(secret).map(([name, value]) => {
          const shown = typeof value === 'string' ? value : JSON.stringify(value);
          return (
            <div key={name}>
              <Group justify="space-between" mb={4}>
                <Text size="sm" fw={600}>
                  {name}
                </Text>
                <CopyButton text={shown} label={name} />
              </Group>
              <Code block className="secret" tabIndex={0} role="textbox" aria-readonly aria-label={name}>
                {shown}
              </Code>
            </div>
          );
        })}
      </Stack>
      <Button size="xs" variant="default" mt="sm" onClick={onHide}>
        {credentials.reveal.hide}
      </Button>
    </Alert>
  );
};

const RevealDialog = ({
  credential: { id, name },
  onClose,
  onRevealed,
}: {
  credential: Credential;
  onClose: () => void;
  onRevealed: (secret: Secret) => void;
}) => {
  const [purpose, setPurpose] = useState('');
  const reveal = useCommand(
    (why: string, headers) =>
      dataOf(
        credstream.POST('/api/v1/credentials/{id}/reveal', {
          params: { path: { id } },
          body: { purpose: why },
          headers,
        }),
      ),
    { onDone: ({ secret }) => onRevealed(secret as Secret) },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span className="text">{credentials.reveal.title(name)}</span>}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reveal.run(purpose);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={credentials.reveal.purpose}
            description={credentials.reveal.purposeHint}
            required
            value={purpose}
            onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
            data-autofocus
          />
          <Problem error={reveal.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={reveal.isPending}>
              {credentials.reveal.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

/** The time until when a version that is replaced can be read, with a minute to spare. */
const overlapOf = (hours: number) =>
  hours > 0 ? { overlapUntil: new Date(Date.now() + hours * hourMs - 60_000).toISOString() } : {};

/** Takes rotations back, to an earlier version that can still be read. */
const TakeBackDialog = ({
  seen,
  version,
  changing,
  onClose,
  children,
}: {
  seen: Revised<Credential>;
  version: number;
  changing: Changing<Credential>;
  onClose: () => void;
  /** What uses it. */
  children: ReactNode;
}) => {
  const { id, name } = seen.value;
  const [overlap, setOverlap] = useState('24');
  const takeBack = useChange<Credential, { fromVersion: number; hours: number }, unknown>(
    ({ fromVersion, hours }, headers) =>
      dataOf(
        credstream.POST('/api/v1/credentials/{id}/rotate', {
          params: { path: { id } },
          body: { fromVersion, ...overlapOf(hours) },
          headers,
        }),
      ),
    { onDone: onClose },
  );
  return (
    <DangerDialog
      title={credentials.takeBack.title(name, version)}
      action={credentials.takeBack.action(version)}
      command={takeBack}
      problem={<ChangeProblem change={takeBack} {...changing} />}
      onConfirm={() => takeBack.run({ fromVersion: version, hours: Number(overlap) }, seen)}
      onClose={onClose}
    >
      <DangerText>{credentials.takeBack.text(version)}</DangerText>
      {children}
      <NativeSelect
        label={credentials.takeBack.overlap}
        data={[...apiKeys.rotate.overlaps]}
        value={overlap}
        onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
      />
    </DangerDialog>
  );
};

type Rotation = Readonly<{ secret: Record<string, unknown>; hours: number; verifyFirst: boolean }>;

const RotateDialog = ({
  seen,
  read,
  onClose,
  onGiveUp,
  children,
}: {
  seen: Revised<Credential>;
  read: (signal: AbortSignal) => Promise<Revised<Credential>>;
  onClose: () => void;
  onGiveUp: () => void;
  /** What uses it. */
  children: ReactNode;
}) => {
  const { id, name, type } = seen.value;
  const [draft, setDraft] = useState(emptyDraft);
  const [overlap, setOverlap] = useState('0');
  const [isVerified, setVerified] = useState(false);
  const rotate = useChange<Credential, Rotation, unknown>(
    (asked, headers) =>
      dataOf(
        credstream.POST('/api/v1/credentials/{id}/rotate', {
          params: { path: { id } },
          body: {
            secret: asked.secret as never,
            ...overlapOf(asked.hours),
            ...(asked.verifyFirst && { verifyFirst: true }),
          },
          headers,
        }),
      ),
    { onDone: onClose },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<span className="text">{credentials.rotate.title(name)}</span>}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole(type, draft))
            rotate.run(
              { secret: secretOf(type, draft), hours: Number(overlap), verifyFirst: isVerified },
              seen,
            );
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{credentials.rotate.text}</Text>
          {children}
          <SecretFields type={type} draft={draft} error={rotate.error} onChange={setDraft} />
          <NativeSelect
            label={credentials.rotate.overlap}
            data={[...apiKeys.rotate.overlaps]}
            value={overlap}
            onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
          />
          <Checkbox
            label={credentials.rotate.verify}
            checked={isVerified}
            onChange={({ currentTarget }) => setVerified(currentTarget.checked)}
          />
          <ChangeProblem change={rotate} labels={labels} read={read} onGiveUp={onGiveUp} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={!isWhole(type, draft)} loading={rotate.isPending}>
              {common.rotate}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
