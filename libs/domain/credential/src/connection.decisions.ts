import { formatInstant } from '@credstream/domain-kernel';
import type { CredentialCommandData } from './credential.commands.js';
import {
  CredentialAttachmentNotFound,
  CredentialAttachmentTaken,
  CredentialTooManyAttachments,
} from './credential.errors.js';
import type { CredentialEvent } from './credential.events.js';
import { checkAttachment } from './credential.rules.js';
import { type Credential, present, unrevoked } from './credential.state.js';
import { type Attachment, maxAttachments } from './credential-attachments.js';

const isSame = (one: Attachment, { kind, name }: Readonly<{ kind: string; name: string }>): boolean =>
  one.kind === kind && one.name === name;

export const attach = (
  command: CredentialCommandData<'AttachCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { attachments } = unrevoked(state);
  const attachment = checkAttachment(command);
  if (attachments.some((each) => isSame(each, attachment))) throw new CredentialAttachmentTaken();
  if (attachments.length >= maxAttachments) throw new CredentialTooManyAttachments();
  const { attachmentId } = command;
  return [{ type: 'CredentialAttached', data: { attachmentId, ...attachment, at: formatInstant(now) } }];
};

export const detach = (
  { attachmentId }: CredentialCommandData<'DetachCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const attachment = present(state).attachments.find((each) => each.attachmentId === attachmentId);
  if (!attachment) throw new CredentialAttachmentNotFound();
  const { kind, name } = attachment;
  return [{ type: 'CredentialDetached', data: { attachmentId, kind, name, at: formatInstant(now) } }];
};

/** What the target says of the time is another word every day. */
const isTold = (name: string, reason: string | undefined): boolean =>
  name !== 'message' || reason !== 'clock';

/** A check that finds what the one before found is not recorded: it is asked for every day. */
export const recordCheck = (
  command: CredentialCommandData<'RecordCredentialCheck'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { lastCheck } = present(state);
  const isNews =
    lastCheck === undefined ||
    (['version', 'status', 'reason', 'message', 'host'] as const).some(
      (name) => isTold(name, command.reason) && lastCheck[name] !== command[name],
    );
  return isNews ? [{ type: 'CredentialChecked', data: { ...command, at: formatInstant(now) } }] : [];
};
