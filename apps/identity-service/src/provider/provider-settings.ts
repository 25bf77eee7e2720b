import type { RoleRequest } from '@credstream/domain-identity';

/** The OpenID Connect provider that vouches for people; what Nest knows its settings by. */
export class ProviderSettings {
  constructor(
    /** Whose users a provisioning client (SCIM) makes and finds. */
    readonly account: string,
    readonly provider:
      | Readonly<{
          issuer: string;
          clientId: string;
          clientSecret?: string;
          scopes: string;
          /** Where new users belong. */
          account: string;
          /** The claim that lists the groups of a person. */
          groupClaim: string;
          /** Which roles the members of a group have. */
          rolesByGroup: Readonly<Record<string, readonly RoleRequest[]>>;
        }>
      | undefined,
  ) {}
}

export type Provider = NonNullable<ProviderSettings['provider']>;
