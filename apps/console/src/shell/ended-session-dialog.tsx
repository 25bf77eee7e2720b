import { Modal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { endedSession } from '../api/console-session.js';
import { signIn } from '../text/shell.js';
import { SignInForm } from './sign-in-form.js';

/** Over the page that is open, which keeps what was typed; its requests go on after the sign-in. */
export const EndedSessionDialog = ({ username }: { username: string }) => {
  const hasEnded = useSyncExternalStore(endedSession.subscribe, endedSession.read);
  return (
    <Modal
      opened={hasEnded}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={signIn.ended.title}
      zIndex={1000}
    >
      <Text size="sm" mb="sm">
        {signIn.ended.text}
      </Text>
      <SignInForm username={username} onDone={() => endedSession.signedInAgain()} />
    </Modal>
  );
};
