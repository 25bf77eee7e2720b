import { dataOf } from '@credstream/sdk';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signInClient } from '../api/client.js';
import { Problem } from '../parts/problem.js';
import { signIn } from '../text/shell.js';

/** Username and password. With `username`, only that user can sign in. */
export const SignInForm = ({ username: fixed, onDone }: { username?: string; onDone: () => void }) => {
  const [username, setUsername] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () =>
      dataOf(
        signInClient.POST('/oauth/browser-session', {
          params: { header: { 'X-Credstream-Console': '1' } },
          body: { username, password },
        }),
      ),
    onSuccess: onDone,
    onError: () => setPassword(''),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!attempt.isPending) attempt.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={signIn.username}
          name="username"
          autoComplete="username"
          required
          readOnly={fixed !== undefined}
          value={username}
          onChange={({ currentTarget }) => setUsername(currentTarget.value)}
          data-autofocus={fixed === undefined || undefined}
        />
        <PasswordInput
          label={signIn.password}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          data-autofocus={fixed !== undefined || undefined}
        />
        <Problem error={attempt.error} />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {signIn.submit}
        </Button>
      </Stack>
    </form>
  );
};
