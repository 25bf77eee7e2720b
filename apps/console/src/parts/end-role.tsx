import { type components, dataOf } from '@credstream/sdk';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { users } from '../text/organization.js';
import { DangerDialog, DangerText } from './danger-dialog.js';

const text = users.roles;

/** Asks before a role ends. */
export const EndRole = ({
  assignment: { id, role, scope },
  onClose,
}: {
  assignment: components['schemas']['RoleAssignmentView'];
  onClose: () => void;
}) => {
  const end = useCommand(
    (_: null, headers) =>
      dataOf(credstream.DELETE('/api/v1/role-assignments/{id}', { params: { path: { id } }, headers })),
    { onDone: onClose },
  );
  return (
    <DangerDialog
      title={text.endTitle(role, scope)}
      action={text.end}
      command={end}
      onConfirm={() => end.run(null)}
      onClose={onClose}
    >
      <DangerText>{text.endText}</DangerText>
    </DangerDialog>
  );
};
