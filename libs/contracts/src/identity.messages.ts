import { Answer, Instant, NestedList, OneOf, Text } from './fields.js';
import { PageRequest } from './paging.messages.js';
import { roles } from '@credstream/domain-kernel';

export class SignIn {
  @Text() username!: string;
  @Text() password!: string;
}

export class RefreshSession {
  @Text() refreshToken!: string;
}

/** RFC 6749 §5.1. */
export type TokenReply = Readonly<{ accessToken: string; refreshToken: string; expiresIn: number }>;

/** The public keys of the access tokens, as the JSON text of a JWK set (RFC 7517 §5). */
export type JwksReply = Readonly<{ jwks: string }>;

export class RoleAtScope {
  @OneOf(roles) role!: string;
  @Text({
    example: 'default/research',
    description: 'A path of the organization tree, or / for the installation',
  })
  scope!: string;
}

export class CreateUser {
  @Text({ example: 'ada' }) username!: string;
  @Text({ optional: true, example: 'ada@example.org' }) email?: string;
  @Text({ description: '12 to 128 characters' }) password!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
  @NestedList(RoleAtScope, { optional: true }) roles?: RoleAtScope[];
}

export class GetUser {
  @Text({ description: 'An id, or me' }) id!: string;
}

export class ListUsers extends PageRequest {
  @Text({ optional: true }) account?: string;
  @Text({ optional: true, description: 'Part of a username or e-mail address' }) q?: string;
}

export class UserView {
  @Answer() id!: string;
  @Answer() username!: string;
  @Answer({ optional: true }) email?: string;
  @Answer() account!: string;
  @Answer() origin!: string;
  @Answer() status!: string;
  @Answer({ list: true, of: () => RoleAtScope }) roles!: RoleAtScope[];
  @Instant() createdAt!: string;
}

export type UserReply = Readonly<{ user: UserView; revision: number; position: string }>;
export type UserPage = Readonly<{ items?: readonly UserView[]; nextCursor?: string }>;
