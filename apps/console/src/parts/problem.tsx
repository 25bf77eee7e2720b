import { CredstreamProblem, Unreachable } from '@credstream/sdk';
import { Alert, Button, List, Text } from '@mantine/core';
import { common } from '../text/common.js';

const changedMeanwhile = 'request.precondition_failed';

/** What was refused, in words; nothing without an error. */
export const Problem = ({
  error,
  onReload,
}: {
  error: Error | null;
  onReload?: (() => void) | undefined;
}) => {
  if (!error) return null;
  const isChanged = error instanceof CredstreamProblem && error.code === changedMeanwhile;
  const title = isChanged
    ? common.changedMeanwhile.title
    : error instanceof Unreachable
      ? common.away.title
      : common.failed;
  return (
    <Alert color="red" title={title} role="alert" my="sm">
      <Text size="sm" className="text">
        {isChanged ? common.changedMeanwhile.text : error.message}
      </Text>
      {error instanceof CredstreamProblem && !isChanged && error.fields.length > 0 && (
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
      {isChanged && onReload && (
        <Button size="xs" variant="default" mt="xs" onClick={onReload}>
          {common.reload}
        </Button>
      )}
    </Alert>
  );
};

/** What was refused about one field of a form. */
export const fieldProblem = (error: Error | null, path: string): string | undefined =>
  error instanceof CredstreamProblem
    ? error.fields.find((each) => each.path === path || each.path.startsWith(`${path}.`))?.message
    : undefined;
