import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, Whole } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { roleValues, userOrigins, userStatuses } from '../values.js';
import { Versioned } from '../versioned.messages.js';

export class RoleAtScope {
  @OneOf(roleValues, { example: 'developer' }) role!: string;
  @Text({
    example: 'default',
    description: 'A path of the organization tree, or / for the installation',
  })
  scope!: string;
}

export class CreateUser {
  @Text({ example: 'ada' }) username!: string;
  @Text({ optional: true, example: 'ada@example.org' }) email?: string;
  @Text({
    optional: true,
    example: 'correct-horse-battery-staple',
    description: '12 to 128 characters; for users of origin local',
  })
  password?: string;
  @OneOf(userOrigins, {
    optional: true,
    description: 'local when absent; saml for a user who signs in elsewhere and is imported here',
  })
  origin?: string;
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
  @NestedList(RoleAtScope, { optional: true }) roles?: RoleAtScope[];
}

export class GetUser {
  @Text({ description: 'An id, or me' }) id!: string;
}

export class UpdateUser {
  @Text({ description: 'An id, or me' }) id!: string;
  @Text({ optional: true, description: 'Can be set once' }) email?: string;
  @Text({
    optional: true,
    example: 'correct-horse-battery-staple',
    description: '12 to 128 characters; ends every session of the user',
  })
  password?: string;
  @Text({ optional: true, description: 'Needed to change the own password' }) currentPassword?: string;
}

export class DisableUser {
  @Text() id!: string;
}

export class EnableUser {
  @Text() id!: string;
}

export class OffboardUser {
  @Text() id!: string;
}

export class EraseUserData {
  @Text() id!: string;
}

export class ReadmitUser {
  @Text() id!: string;
  @Text({
    optional: true,
    description: '12 to 128 characters; needed for users of origin local, and for them alone',
  })
  password?: string;
}

/** For provisioning clients (SCIM): a user of the provider, made before the first sign-in. */
export class ProvisionUser {
  @Text() username!: string;
  @Text({ optional: true, description: "The client's own id of the user" }) externalId?: string;
  @Text({ optional: true }) email?: string;
}

/** What a provisioning client says of a user now; absent is what it does not say. */
export class UpdateProvisionedUser {
  @Text() id!: string;
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) externalId?: string;
  @Text({ optional: true }) email?: string;
  @Flag({ optional: true, description: 'false off-boards, true re-admits' }) active?: boolean;
}

/** The users of a provisioning client: those that fit all that is said, by name. */
export class ListProvisionedUsers {
  @Text({ optional: true }) id?: string;
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) externalId?: string;
  @Text({ optional: true }) email?: string;
  @Flag({ optional: true }) active?: boolean;
  @Whole({ min: 0, max: 1_000_000_000, optional: true }) skip?: number;
  @Whole({ min: 0, max: 200, optional: true }) limit?: number;
}

export class GetOffboarding {
  @Text() id!: string;
}

export class ListUsers extends PageRequest {
  @Text({ optional: true, description: 'Your account when absent; * for all accounts' }) account?: string;
  @Text({ optional: true, description: 'Part of a username or e-mail address' }) q?: string;
}

export class UserView {
  @Text() id!: string;
  @Text() username!: string;
  @Text({ optional: true }) email?: string;
  @Text({ optional: true, description: 'How a provisioning client calls the user' }) externalId?: string;
  @Text() account!: string;
  @OneOf(userOrigins) origin!: string;
  @OneOf(userStatuses) status!: string;
  @NestedList(RoleAtScope) roles!: readonly RoleAtScope[];
  @Instant() createdAt!: string;
}

export class UserReply extends Versioned {
  @Nested(UserView) user!: UserView;
  @Flag({ optional: true, description: 'Only for the caller: the password is the one of the first start' })
  firstPassword?: boolean;
}

export class UserPage {
  @NestedList(UserView) items!: readonly UserView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class EndedSession {
  @Text() id!: string;
  @Instant() startedAt!: string;
  @Instant() endedAt!: string;
}

/** `position` is that of `UserOffboarded`; `complete` once every session has ended. */
export class OffboardingReply extends Versioned {
  @Nested(UserView) user!: UserView;
  @Instant() offboardedAt!: string;
  @NestedList(EndedSession) sessions!: readonly EndedSession[];
  @Flag() complete!: boolean;
}

/** One page, and how many there are in all. */
export class ProvisionedUserList {
  @NestedList(UserView) users!: readonly UserView[];
  @Count() total!: number;
}
