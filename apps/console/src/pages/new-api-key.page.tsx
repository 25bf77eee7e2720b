import { type components, dataOf } from '@credstream/sdk';
import { List, MultiSelect, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useMe } from '../api/use-me.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { fieldProblem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { When } from '../parts/when.js';
import { Wizard } from '../parts/wizard.js';
import { apiKeys } from '../text/api-keys.js';

type NewKey = components['schemas']['CreateApiKey'];

const text = apiKeys.wizard;
const presets = [1, 7, 30, 90, 365];
const chosenDay = 'other';
const dayMs = 86_400_000;

/** A minute less: the day of the policy has not begun anew while one fills in the form. */
const expiryOf = (lifetime: string, day: string): string | undefined => {
  if (lifetime !== chosenDay) return new Date(Date.now() + Number(lifetime) * dayMs - 60_000).toISOString();
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
};

const linesOf = (value: string): string[] =>
  value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What keys can have: no change of what is kept. The server decides. */
const barred = /\.(?:write|manage|own)$/;

export const NewApiKeyPage = () => {
  const me = useMe();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [lifetime, setLifetime] = useState('90');
  const [day, setDay] = useState('');
  const [permissions, setPermissions] = useState<string[]>([]);
  const [scope, setScope] = useState('');
  const [ips, setIps] = useState('');
  const create = useCommand((body: NewKey, headers) =>
    dataOf(credstream.POST('/api/v1/api-keys', { body, headers })),
  );
  const [expiresAt, setExpiresAt] = useState<string>();
  const expiry = expiresAt ?? expiryOf(lifetime, day);
  const made = create.data;
  if (made) {
    const line = `curl -H 'Authorization: Bearer ${made.key}' ${window.location.origin}/api/v1/me`;
    return (
      <Page title={apiKeys.made}>
        <SecretOnce
          label={apiKeys.key}
          secret={made.key}
          lines={[{ label: apiKeys.lines.curl, line }]}
          onDone={() => void navigate({ to: `/console/api-keys/${made.id}`, ignoreBlocker: true })}
        />
      </Page>
    );
  }
  const addresses = linesOf(ips);
  const offered = me.permissions.filter((permission) => !barred.test(permission));
  const preview = permissions.length === 0 ? offered : permissions;
  const submit = () => {
    // Kept, so that a second attempt asks for the same.
    const until = expiry ?? '';
    setExpiresAt(until);
    create.run({
      name,
      expiresAt: until,
      ...(description !== '' && { description }),
      ...(permissions.length > 0 && { permissions: permissions as NonNullable<NewKey['permissions']> }),
      ...(scope !== '' && { scope }),
      ...(addresses.length > 0 && { ipAllowList: addresses }),
    });
  };
  return (
    <Page title={apiKeys.create}>
      <Wizard
        submit={apiKeys.create}
        command={create}
        onSubmit={submit}
        steps={[
          {
            title: text.what,
            isComplete: name.trim() !== '',
            content: (
              <Stack gap="sm">
                <TextInput
                  label={text.name}
                  description={text.nameHint}
                  required
                  value={name}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                  error={fieldProblem(create.error, 'name')}
                />
                <TextInput
                  label={text.description}
                  value={description}
                  onChange={({ currentTarget }) => setDescription(currentTarget.value)}
                  error={fieldProblem(create.error, 'description')}
                />
              </Stack>
            ),
          },
          {
            title: text.until,
            isComplete: expiry !== undefined,
            content: (
              <Stack gap="sm">
                <NativeSelect
                  label={text.lifetime}
                  value={lifetime}
                  data={[
                    ...presets.map((days) => ({ value: String(days), label: text.days(days) })),
                    { value: chosenDay, label: text.other },
                  ]}
                  onChange={({ currentTarget }) => {
                    setLifetime(currentTarget.value);
                    setExpiresAt(undefined);
                  }}
                />
                {lifetime === chosenDay && (
                  <TextInput
                    type="date"
                    label={text.day}
                    required
                    value={day}
                    onChange={({ currentTarget }) => {
                      setDay(currentTarget.value);
                      setExpiresAt(undefined);
                    }}
                  />
                )}
              </Stack>
            ),
          },
          {
            title: text.may,
            isComplete: true,
            content: (
              <Stack gap="sm">
                <Text size="sm">{text.permissionsAbout}</Text>
                <MultiSelect
                  label={text.permissions}
                  data={offered}
                  value={permissions}
                  onChange={setPermissions}
                  error={fieldProblem(create.error, 'permissions')}
                />
                <TextInput
                  label={text.scope}
                  description={text.scopeHint}
                  value={scope}
                  onChange={({ currentTarget }) => setScope(currentTarget.value)}
                  error={fieldProblem(create.error, 'scope')}
                />
                <Textarea
                  label={text.ips}
                  description={text.ipsHint}
                  autosize
                  minRows={2}
                  value={ips}
                  onChange={({ currentTarget }) => setIps(currentTarget.value)}
                  error={fieldProblem(create.error, 'ipAllowList')}
                />
              </Stack>
            ),
          },
          {
            title: text.check,
            isComplete: true,
            content: (
              <Stack gap="sm">
                <Facts
                  facts={[
                    [text.name, <bdi key="name">{name}</bdi>],
                    [apiKeys.columns.expires, <When key="expires" at={expiry} />],
                    [text.scope, scope === '' ? text.everywhere : scope],
                    [text.ips, addresses.length === 0 ? text.anywhere : addresses.join(', ')],
                  ]}
                />
                <div>
                  <Text size="sm" fw={600}>
                    {text.preview}
                  </Text>
                  {preview.length === 0 && <Text size="sm">{text.previewNothing}</Text>}
                  <List size="sm">
                    {preview.map((permission) => (
                      <List.Item key={permission}>{permission}</List.Item>
                    ))}
                  </List>
                  <Text size="sm" c="dimmed">
                    {text.previewLess}
                  </Text>
                </div>
              </Stack>
            ),
          },
        ]}
      />
    </Page>
  );
};
