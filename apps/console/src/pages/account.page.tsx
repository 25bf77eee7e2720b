import { type components, dataOf } from '@credstream/sdk';
import { Button, List, NativeSelect, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { type Revised, withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { useCommand } from '../api/use-command.js';
import { useMay, useMe } from '../api/use-me.js';
import { ChangeProblem } from '../parts/changed-meanwhile.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { Facts } from '../parts/facts.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { Section } from '../parts/section.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { accounts as text } from '../text/organization.js';

type Value = number | boolean | string | readonly number[];
type Policies = Readonly<Record<string, Value>>;

/** Policies in words; one that this console does not know is shown as it is. */
const wordsOf = (name: string, value: Value): string => {
  const words = (text.policies as Readonly<Record<string, { effect: (of: never) => string } | undefined>>)[
    name
  ];
  return words ? words.effect(value as never) : `${name}: ${JSON.stringify(value)}`;
};

const labelOf = (name: string): string =>
  (text.policies as Readonly<Record<string, { label: string } | undefined>>)[name]?.label ?? name;

const policiesOf = ({
  value,
  revision,
}: Revised<components['schemas']['AccountView']>): Revised<Policies> => ({
  value: value.policies as Policies,
  revision,
});

export const AccountPage = () => {
  const { name = '' }: { name?: string } = useParams({ strict: false });
  const mayManage = useMay('organization.manage');
  const managesAll = useMay('installation.manage');
  const isOwn = useMe().account === name;
  const params = { path: { name } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/accounts/{name}', { params, signal }));
  const found = useQuery({ queryKey: ['account', name], queryFn: ({ signal }) => read(signal) });
  const [dialog, setDialog] = useState<'policies' | 'disable'>();
  const close = () => setDialog(undefined);
  const disable = useCommand(
    (_: null, headers) => dataOf(credstream.POST('/api/v1/accounts/{name}/disable', { params, headers })),
    { onDone: close },
  );
  const enable = useCommand((_: null, headers) =>
    dataOf(credstream.POST('/api/v1/accounts/{name}/enable', { params, headers })),
  );
  if (!found.data)
    return (
      <Page title={text.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const account: components['schemas']['AccountView'] = found.data.value;
  const policies = account.policies as Policies;
  return (
    <Page
      title={account.name}
      actions={
        managesAll &&
        (account.status === 'active' ? (
          !isOwn && (
            <Button color="red" variant="outline" onClick={() => setDialog('disable')}>
              {text.disable}
            </Button>
          )
        ) : (
          <Button onClick={() => enable.run(null)} loading={enable.isPending}>
            {text.enable}
          </Button>
        ))
      }
    >
      <Stack gap="md">
        <Problem error={enable.error} />
        <Facts
          facts={[
            [text.columns.status, <StatusBadge key="status" status={account.status} />],
            [text.columns.created, <When key="created" at={account.createdAt} />],
          ]}
        />
        <Section
          title={text.policiesTitle}
          actions={mayManage && <Button onClick={() => setDialog('policies')}>{text.change}</Button>}
        >
          <Text size="sm" mb="sm">
            {text.policiesAbout}
          </Text>
          <List size="sm" spacing="xs">
            {Object.entries(policies).map(([policy, value]) => (
              <List.Item key={policy}>{wordsOf(policy, value)}</List.Item>
            ))}
          </List>
        </Section>
      </Stack>
      {dialog === 'policies' && (
        <ChangePolicies
          name={name}
          found={policiesOf(found.data)}
          read={async (signal) => policiesOf(await read(signal))}
          onClose={close}
          onGiveUp={() => void found.refetch().then(close)}
        />
      )}
      {dialog === 'disable' && (
        <DangerDialog
          title={text.disableTitle(name)}
          action={text.disable}
          name={name}
          command={disable}
          onConfirm={() => disable.run(null)}
          onClose={close}
        >
          <DangerText>{text.disableText}</DangerText>
        </DangerDialog>
      )}
    </Page>
  );
};

/** As it is typed; what cannot be read as a number goes to the server as it is, which says what is wrong. */
const readNumber = (typed: string): number | string =>
  typed.trim() !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed;

const readAs = (present: Value, typed: string): unknown => {
  if (typeof present === 'boolean') return typed === 'true';
  if (typeof present === 'number') return readNumber(typed);
  if (typeof present === 'string') return typed;
  return typed.trim() === '' ? [] : typed.split(',').map(readNumber);
};

const typedOf = (value: Value): string => (Array.isArray(value) ? value.join(', ') : String(value));

const ChangePolicies = ({
  name,
  found,
  read,
  onClose,
  onGiveUp,
}: {
  name: string;
  found: Revised<Policies>;
  read: (signal: AbortSignal) => Promise<Revised<Policies>>;
  onClose: () => void;
  onGiveUp: () => void;
}) => {
  const [opened] = useState(found);
  const policies = opened.value;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(policies).map(([policy, value]) => [policy, typedOf(value)])),
  );
  const changes = Object.entries(policies)
    .filter(([policy, value]) => typed[policy] !== typedOf(value))
    .map(([policy, value]) => [policy, readAs(value, typed[policy] ?? '')] as const);
  const yours = Object.fromEntries(changes) as Partial<Policies>;
  const labels = Object.fromEntries(Object.keys(policies).map((policy) => [policy, labelOf(policy)]));
  const change = useChange<Policies, { policies: Record<string, unknown> }, unknown>(
    (body, headers) =>
      dataOf(
        credstream.PATCH('/api/v1/accounts/{name}', {
          params: { path: { name } },
          body: body as never,
          headers,
        }),
      ),
    { onDone: onClose },
  );
  return (
    <FormDialog
      title={text.change}
      action={text.change}
      command={change}
      problem={<ChangeProblem {...{ change, labels, yours, read, onGiveUp }} />}
      onSubmit={() => (changes.length === 0 ? onClose() : change.run({ policies: yours }, opened))}
      onClose={onClose}
    >
      {Object.entries(policies).map(([policy, value]) => (
        <PolicyField
          key={policy}
          label={labelOf(policy)}
          present={value}
          typed={typed[policy] ?? ''}
          error={fieldProblem(change.error, `policies.${policy}`)}
          onChange={(next) => setTyped({ ...typed, [policy]: next })}
        />
      ))}
    </FormDialog>
  );
};

const PolicyField = ({
  label,
  present,
  typed,
  error,
  onChange,
}: {
  label: string;
  present: Value;
  typed: string;
  error: string | undefined;
  onChange: (typed: string) => void;
}) => {
  const options =
    typeof present === 'boolean'
      ? [
          { value: 'true', label: text.yes },
          { value: 'false', label: text.no },
        ]
      : typeof present === 'string'
        ? Object.entries(text.deletes).map(([value, of]) => ({ value, label: of }))
        : undefined;
  if (options)
    return (
      <NativeSelect
        label={label}
        value={typed}
        data={options}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        error={error}
      />
    );
  return (
    <TextInput
      label={label}
      {...(Array.isArray(present) && { description: text.numbersHint })}
      inputMode={typeof present === 'number' ? 'numeric' : 'text'}
      value={typed}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      error={error}
      autoComplete="off"
    />
  );
};
