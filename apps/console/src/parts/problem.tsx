import { CredstreamProblem, Unreachable } from '@credstream/sdk';
import { Alert, List, Text } from '@mantine/core';
import { common } from '../text/common.js';

/** What was refused, in words; nothing without an error. */
export const Problem = ({ error }: { error: Error | null }) => {
  if (!error) return null;
  const title = error instanceof Unreachable ? common.away.title : common.failed;
  return (
    <Alert color="red" title={title} role="alert" my="sm">
      <Text size="sm" className="text">
        {error.message}
      </Text>
      {error instanceof CredstreamProblem && error.fields.length > 0 && (
        <List size="sm" mt="xs">
          {error.fields.map(({ path, message }) => (
            <List.Item key={path + message} className="text">
              {message}
            </List.Item>
          ))}
        </List>
      )}
      {error instanceof CredstreamProblem && error.status >= 500 && error.traceId !== undefined && (
        <Text size="xs" mt="xs">
          {common.trace(error.traceId)}
        </Text>
      )}
    </Alert>
  );
};

/** What was refused about one field of a form. */
export const fieldProblem = (error: Error | null, path: string): string | undefined =>
  error instanceof CredstreamProblem
    ? error.fields.find((each) => each.path === path || each.path.startsWith(`${path}.`))?.message
    : undefined;
