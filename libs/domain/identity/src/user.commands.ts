import type { Command } from '@credstream/domain-kernel';
import type { ProviderSubject, UserOrigin } from './user.events.js';

/** A role at a scope as the caller names it; the rules check it. */
export type RoleRequest = Readonly<{ role: string; scope: string }>;

/** What may be asked of a user. A password has been checked (`checkPassword`) before it was hashed. */
export type UserCommand =
  | Command<
      'CreateUser',
      {
        userId: string;
        username: string;
        email?: string;
        account: string;
        origin: UserOrigin;
        passwordHash?: string;
        provider?: ProviderSubject;
        externalId?: string;
        roles?: readonly RoleRequest[];
      }
    >
  | Command<'SetUserEmail', { email: string }>
  | Command<'SetUserExternalId', { externalId: string }>
  | Command<'ChangeUserPassword', { passwordHash: string }>
  | Command<'DisableUser'>
  | Command<'EnableUser'>
  | Command<'OffboardUser'>
  | Command<'EraseUserData'>
  | Command<'ReadmitUser', { passwordHash?: string }>
  | Command<'GrantRole', RoleRequest>
  | Command<'RevokeRole', RoleRequest>;

export type CreateUser = Extract<UserCommand, { type: 'CreateUser' }>['data'];
