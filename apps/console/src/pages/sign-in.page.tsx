import { Alert, Button, Center, Divider, Paper, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { browserSessionQuery } from '../api/queries.js';
import { Page } from '../parts/page.js';
import { Logo } from '../shell/logo.js';
import { returnTo } from '../shell/return-to.js';
import { SignInForm } from '../shell/sign-in-form.js';
import { signIn } from '../text/shell.js';

export const SignInPage = () => {
  const { problem }: { problem?: string } = useSearch({ strict: false });
  const { data } = useQuery(browserSessionQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const done = async () => {
    client.clear();
    await navigate({ href: returnTo.take(), replace: true });
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={400}>
        <Stack gap="md">
          <Logo />
          <Page title={signIn.title}>
            {problem !== undefined && (
              <Alert color="red" role="alert">
                {signIn.problems[problem] ?? signIn.problem(problem)}
              </Alert>
            )}
            <SignInForm onDone={() => void done()} />
            {data?.provider && (
              <>
                <Divider label={signIn.or} />
                <Button component="a" href="/oauth/login?for=console" variant="default" fullWidth>
                  {signIn.provider}
                </Button>
              </>
            )}
          </Page>
        </Stack>
      </Paper>
    </Center>
  );
};
