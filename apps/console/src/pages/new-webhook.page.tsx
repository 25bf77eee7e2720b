import { type components, dataOf } from '@credstream/sdk';
import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { TypesField } from '../parts/types-field.js';
import { webhooks as text } from '../text/webhooks.js';

export const NewWebhookPage = () => {
  const navigate = useNavigate();
  const [url, setUrl] = useState('');
  const [types, setTypes] = useState<string[]>();
  const create = useCommand((body: components['schemas']['CreateWebhook'], headers) =>
    dataOf(credstream.POST('/api/v1/webhooks', { body, headers })),
  );
  if (create.data) {
    const { id, secret } = create.data;
    return (
      <Page title={text.made}>
        <Text size="sm" mb="sm">
          {text.secretHint}
        </Text>
        <SecretOnce
          label={text.secret}
          secret={secret}
          onDone={() => void navigate({ to: `/console/webhooks/${id}`, ignoreBlocker: true })}
        />
      </Page>
    );
  }
  return (
    <Page title={text.create}>
      <Paper withBorder p="lg" maw={720}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.run({ url, ...(types && { types }) });
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={text.url}
              description={text.urlHint}
              type="url"
              required
              value={url}
              onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              error={fieldProblem(create.error, 'url')}
              autoComplete="off"
            />
            <TypesField chosen={types} onChange={setTypes} />
            <Problem error={create.error} />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending}>
                {text.create}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
};
