import { Flag, Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
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

export class GetOffboarding {
  @Text() id!: string;
}

export class ListUsers extends PageRequest {
  @Text({ optional: true }) account?: string;
  @Text({ optional: true, description: 'Part of a username or e-mail address' }) q?: string;
}

export class UserView {
  @Text() id!: string;
  @Text() username!: string;
  @Text({ optional: true }) email?: string;
  @Text() account!: string;
  @OneOf(userOrigins) origin!: string;
  @OneOf(userStatuses) status!: string;
  @NestedList(RoleAtScope) roles!: readonly RoleAtScope[];
  @Instant() createdAt!: string;
}

export class UserReply extends Versioned {
  @Nested(UserView) user!: UserView;
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
