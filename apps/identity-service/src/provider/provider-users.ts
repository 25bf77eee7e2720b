import { derivedId } from '@credstream/crypto';
import {
  EmailTaken,
  ProviderSignInRefused,
  type RoleRequest,
  UserIsOffboarded,
  UsernameTaken,
} from '@credstream/domain-identity';
import { DomainError, type RequestContext, type Role } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { Administrators } from '../user/administrators.js';
import { isStopped } from '../user/is-stopped.js';
import { type NewUser, UserCommands, userIdLength } from '../user/user.commands.js';
import { type PresentUser, Users } from '../user/users.js';
import type { ProviderClaims } from './openid-provider.js';
import type { Provider } from './provider-settings.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isSame = (one: RoleRequest, other: RoleRequest): boolean =>
  one.role === other.role && one.scope === other.scope;

/** The users for whom an OpenID Connect provider vouches. */
@Injectable()
export class ProviderUsers {
  constructor(
    private readonly host: ServiceHost,
    private readonly users: Users,
    private readonly organizations: Organizations,
    private readonly commands: UserCommands,
    private readonly administrators: Administrators,
  ) {}

  /**
   * The user of this person, made at the first sign-in, with the roles of the person's groups now. The id is
   * that of issuer and subject: nobody takes over a user by the same name or address. Throws
   * `ProviderSignInRefused` for who was stopped.
   */
  async userOf(claims: ProviderClaims, provider: Provider, context: RequestContext): Promise<PresentUser> {
    const userId = derivedId(JSON.stringify(['oidc', provider.issuer, claims.sub]), userIdLength);
    const own: RequestContext = { ...context, actor: { kind: 'system', service: this.host.name } };
    if ((await this.users.find(userId)).status === 'none') await this.make(userId, claims, provider, own);
    await this.alignRoles(userId, claims, provider, own);
    const user = await this.users.find(userId);
    if (!('userId' in user) || (await isStopped(user, this.organizations))) throw new ProviderSignInRefused();
    return user;
  }

  /** Under the name and address that the provider tells, as far as they are free and can be had here. */
  private async make(
    userId: string,
    claims: ProviderClaims,
    { account, issuer }: Provider,
    context: RequestContext,
  ): Promise<void> {
    const email = claims['email_verified'] === false ? undefined : text(claims['email']);
    const name = text(claims['preferred_username']) ?? email ?? claims.sub;
    const base = {
      ...{ userId, account, origin: 'oidc' as const, roles: [] },
      provider: { issuer, subject: claims.sub },
    };
    const wishes: NewUser[] = [
      { ...base, username: name, ...(email !== undefined && { email }) },
      { ...base, username: name },
      { ...base, username: `oidc-${userId}` },
    ];
    for (const wish of wishes) {
      try {
        await this.commands.make(wish, context);
        return;
      } catch (error) {
        const taken = error instanceof EmailTaken || error instanceof UsernameTaken;
        if (!taken && !(error instanceof DomainError && error.kind === 'invalid')) throw error;
      }
    }
    throw new ProviderSignInRefused();
  }

  /** Roles that some group gives are held by its members alone; other roles are left as they are. */
  private async alignRoles(
    userId: string,
    claims: ProviderClaims,
    { groupClaim, rolesByGroup }: Provider,
    context: RequestContext,
  ): Promise<void> {
    const user = await this.users.find(userId);
    if (!('roles' in user)) throw new ProviderSignInRefused(undefined, {}, new UserIsOffboarded());
    const listed = claims[groupClaim];
    const groups = new Set(Array.isArray(listed) ? listed.map(String) : []);
    const given = Object.entries(rolesByGroup).flatMap(([group, roles]) => (groups.has(group) ? roles : []));
    const governed = Object.values(rolesByGroup).flat();
    for (const role of given) {
      if (user.roles.some((held) => isSame(held, role))) continue;
      await this.administrators.change(userId, { type: 'GrantRole', data: role }, context);
    }
    for (const role of user.roles) {
      if (!governed.some((each) => isSame(each, role)) || given.some((each) => isSame(each, role))) continue;
      const data = { role: role.role as Role, scope: role.scope };
      await this.administrators.change(userId, { type: 'RevokeRole', data }, context);
    }
  }
}
