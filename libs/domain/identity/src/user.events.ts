import type { Event, RoleAssignment } from '@credstream/domain-kernel';

/** Who vouches for a user at sign-in: Credstream itself, an OpenID Connect provider, or a SAML one. */
export type UserOrigin = 'local' | 'oidc' | 'saml';

/** What happens to a user; the stream is `user-<userId>`. `passwordHash` is argon2id in its PHC form. */
export type UserEvent =
  | Event<
      'UserCreated',
      {
        userId: string;
        username: string;
        email?: string;
        account: string;
        origin: UserOrigin;
        passwordHash?: string;
        at: string;
      }
    >
  | Event<'UserPasswordChanged', { passwordHash: string; at: string }>
  | Event<'UserDisabled', { at: string }>
  | Event<'UserEnabled', { at: string }>
  | Event<'UserOffboarded', { at: string }>
  | Event<'RoleGranted', RoleAssignment & { at: string }>
  | Event<'RoleRevoked', RoleAssignment & { at: string }>;

export const userStream = (userId: string): string => `user-${userId}`;
