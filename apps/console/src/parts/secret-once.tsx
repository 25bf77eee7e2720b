import { Alert, Button, Code, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { common } from '../text/common.js';
import { CopyButton } from './copy-button.js';

export type ReadyLine = Readonly<{ label: string; line: string }>;

/** A secret that is shown this once, with lines that are ready for use. Leaving before it was copied is asked about. */
export const SecretOnce = ({
  label,
  secret,
  lines = [],
  onDone,
}: {
  label: string;
  secret: string;
  lines?: readonly ReadyLine[];
  onDone: () => void;
}) => {
  const [isCopied, setCopied] = useState(false);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => !isCopied,
    enableBeforeUnload: () => !isCopied,
    withResolver: true,
  });
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => setLeaving(status === 'blocked'), [status]);
  const stay = () => {
    setLeaving(false);
    reset?.();
  };
  const done = () => {
    if (isCopied) onDone();
    else setLeaving(true);
  };
  const copied = () => setCopied(true);
  return (
    <Stack gap="sm">
      <Alert color="yellow" variant="light" title={common.secretOnce.title} role="status">
        {common.secretOnce.text}
      </Alert>
      <Secret label={label} text={secret} onCopied={copied} />
      {lines.map(({ label: name, line }) => (
        <Secret key={name} label={name} text={line} onCopied={copied} />
      ))}
      <Group>
        <Button onClick={done}>{common.secretOnce.done}</Button>
      </Group>
      <Modal
        opened={isLeaving}
        onClose={stay}
        title={common.secretOnce.title}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <Text>{common.secretOnce.leaving}</Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={stay} data-autofocus>
            {common.secretOnce.stay}
          </Button>
          <Button
            color="red"
            onClick={() => {
              setLeaving(false);
              if (proceed) proceed();
              else onDone();
            }}
          >
            {common.secretOnce.leave}
          </Button>
        </Group>
      </Modal>
    </Stack>
  );
};

const Secret = ({ label, text, onCopied }: { label: string; text: string; onCopied: () => void }) => (
  <Paper withBorder p="sm">
    <Group justify="space-between" mb={4} wrap="nowrap">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <CopyButton text={text} label={label} onCopied={onCopied} />
    </Group>
    <Code block className="secret" tabIndex={0} aria-label={label} role="textbox" aria-readonly>
      {text}
    </Code>
  </Paper>
);
