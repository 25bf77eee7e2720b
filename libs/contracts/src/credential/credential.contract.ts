import { call, contract } from '../contract.js';
import { Nothing } from '../paging.messages.js';
import {
  AttachCredential,
  AttachmentList,
  AttachmentReply,
  ChangeCredential,
  CheckCredential,
  CheckCredentialName,
  CreateCredential,
  CredentialCheckReply,
  CredentialHistory,
  CredentialNameReply,
  CredentialPage,
  CredentialReaders,
  CredentialReply,
  CredentialVersions,
  DeleteCredential,
  DetachCredential,
  GetCredential,
  GetCredentialHistory,
  GetCredentialReaders,
  ImportCredentials,
  ImportReply,
  ListCredentials,
  ReadCredentialValues,
  ReadNamedValues,
  RenderCredential,
  RenderCredentials,
  RenderedReply,
  ResolveCredential,
  RevealCredential,
  RevokeCredential,
  RotateCredential,
  RotationReply,
  ScheduleRotation,
  SecretReply,
  ValuesReply,
  WriteNamedValue,
} from './credential.messages.js';
import { MasterKeysReply } from './master-key.messages.js';

const installation = { permission: 'installation.manage' } as const;
const read = { permission: 'credential.read' } as const;
const reveal = { permission: 'credential.reveal' } as const;
const write = { permission: 'credential.write' } as const;

/** What credential-service answers. */
export const credentialContract = contract('credential', 'Credentials', {
  create: call(CreateCredential, CredentialReply, write),
  get: call(GetCredential, CredentialReply, read),
  list: call(ListCredentials, CredentialPage, read),
  checkName: call(CheckCredentialName, CredentialNameReply, read),
  change: call(ChangeCredential, CredentialReply, write),
  rotate: call(RotateCredential, CredentialReply, write),
  scheduleRotation: call(ScheduleRotation, RotationReply, write),
  unscheduleRotation: call(GetCredential, CredentialReply, write),
  revoke: call(RevokeCredential, CredentialReply, write),
  delete: call(DeleteCredential, CredentialReply, write),
  reveal: call(RevealCredential, SecretReply, reveal),
  render: call(RenderCredential, RenderedReply, reveal),
  renderDockerConfig: call(RenderCredentials, RenderedReply, reveal),
  readValues: call(ReadCredentialValues, ValuesReply, reveal),
  readNamedValues: call(ReadNamedValues, ValuesReply, reveal),
  writeNamedValue: call(WriteNamedValue, CredentialReply, write),
  check: call(CheckCredential, CredentialCheckReply, reveal),
  resolve: call(ResolveCredential, SecretReply, reveal),
  listAttachments: call(GetCredential, AttachmentList, read),
  attach: call(AttachCredential, AttachmentReply, write),
  detach: call(DetachCredential, CredentialReply, write),
  listVersions: call(GetCredential, CredentialVersions, read),
  history: call(GetCredentialHistory, CredentialHistory, read),
  readers: call(GetCredentialReaders, CredentialReaders, read),
  import: call(ImportCredentials, ImportReply, write),

  masterKeys: call(Nothing, MasterKeysReply, installation),
  rotateMasterKeys: call(Nothing, MasterKeysReply, installation),
});
