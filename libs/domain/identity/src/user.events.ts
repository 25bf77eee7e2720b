import type { Event, RoleAssignment } from '@credstream/domain-kernel';

/** Who vouches for a user at sign-in: Credstream itself, an OpenID Connect provider, or a SAML one. */
export type UserOrigin = 'local' | 'oidc' | 'saml';

/** Who a user is at the provider that vouches for him: `sub` of `iss` (OpenID Connect Core §2). */
export type ProviderSubject = Readonly<{ issuer: string; subject: string }>;

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
        provider?: ProviderSubject;
        /** How a provisioning client calls the user (SCIM `externalId`). */
        externalId?: string;
        at: string;
      }
    >
  /** Without the address once it was erased. */
  | Event<'UserEmailSet', { email?: string; at: string }>
  /** The provisioning client calls the user otherwise from now on. */
  | Event<'UserExternalIdSet', { externalId: string; at: string }>
  | Event<'UserPasswordChanged', { passwordHash: string; at: string }>
  | Event<'UserDisabled', { at: string }>
  | Event<'UserEnabled', { at: string }>
  | Event<'UserOffboarded', { at: string }>
  /** The data key of the person is destroyed after it: address and programs, and the e-mail address, cannot be read any more. */
  | Event<'UserPersonalDataErased', { at: string }>
  /** Came back: the same person under the same name, with no role, and a password only if one is set now. */
  | Event<'UserReadmitted', { passwordHash?: string; at: string }>
  | Event<'RoleGranted', RoleAssignment & { at: string }>
  | Event<'RoleRevoked', RoleAssignment & { at: string }>;
