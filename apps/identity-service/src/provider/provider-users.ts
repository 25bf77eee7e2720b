import {
  emailOf,
  EmailTaken,
  groupsOf,
  issuerSpellings,
  preferredUsernameOf,
  ProviderSignInRefused,
  type RoleRequest,
  UserIsOffboarded,
  UsernameTaken,
} from '@credstream/domain-identity';
import { DomainError, type RequestContext } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { Administrators } from '../user/administrators.js';
import { isStopped } from '../user/is-stopped.js';
import { type NewUser, UserCommands } from '../user/user.commands.js';
import { type PresentUser, Users } from '../user/users.js';
import type { ProviderClaims } from './openid-provider.js';
import type { Provider } from './provider-settings.js';
import { providerUserId, provisionedUserId } from './provider-user-id.js';

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
    const own: RequestContext = { ...context, actor: { kind: 'system', service: this.host.name } };
    const userId = (await this.present(claims)) ?? (await this.make(claims, provider, own));
    await this.alignRoles(userId, claims, provider, own);
    return this.active(userId);
  }

  /** Throws `ProviderSignInRefused` for who is not there or was stopped. */
  async active(userId: string): Promise<PresentUser> {
    const user = await this.users.find(userId);
    if (!('userId' in user) || (await isStopped(user, this.organizations))) throw new ProviderSignInRefused();
    return user;
  }

  /**
   * Who signed in before, or was provisioned: by subject, by the id that provisioning clients use where the subject is
   * another one at each application (Entra's `oid`), or by name where the client named no id.
   */
  private async present(claims: ProviderClaims): Promise<string | undefined> {
    const { iss, sub, oid } = claims;
    const name = preferredUsernameOf(claims);
    // Earlier versions wrote the issuer as the setting had it, with a slash more or less.
    const candidates = issuerSpellings(iss).flatMap((issuer) => [
      providerUserId(issuer, sub),
      ...(typeof oid === 'string' ? [providerUserId(issuer, oid)] : []),
    ]);
    if (name !== undefined) candidates.push(provisionedUserId(undefined, undefined, name));
    for (const userId of candidates) {
      if ((await this.users.find(userId)).status !== 'none') return userId;
    }
    return undefined;
  }

  /** Under the name and address that the provider tells, as far as they are free and can be had here. */
  private async make(
    claims: ProviderClaims,
    { account }: Provider,
    context: RequestContext,
  ): Promise<string> {
    const { iss, sub } = claims;
    const userId = providerUserId(iss, sub);
    const email = emailOf(claims);
    const name = preferredUsernameOf(claims) ?? email ?? sub;
    const base = {
      ...{ userId, account, origin: 'oidc' as const, roles: [] },
      provider: { issuer: iss, subject: sub },
    };
    const wishes: NewUser[] = [
      { ...base, username: name, ...(email !== undefined && { email }) },
      { ...base, username: name },
      { ...base, username: `oidc-${userId}` },
    ];
    for (const wish of wishes) {
      try {
        await this.commands.make(wish, context);
        return userId;
      } catch (error) {
        const taken = error instanceof EmailTaken || error instanceof UsernameTaken;
        if (!taken && !(error instanceof DomainError && error.kind === 'invalid')) throw error;
      }
    }
    throw new ProviderSignInRefused();
  }

  /**
   * Roles that some group gives are held by its members alone; other roles are left as they are. When the provider
   * does not say in which groups the person is, all of them are.
   */
  private async alignRoles(
    userId: string,
    claims: ProviderClaims,
    { groupClaim, rolesByGroup }: Provider,
    context: RequestContext,
  ): Promise<void> {
    const user = await this.users.find(userId);
    if (!('roles' in user)) throw new ProviderSignInRefused(undefined, {}, new UserIsOffboarded());
    const governed = Object.values(rolesByGroup).flat();
    if (governed.length === 0) return;
    const groups = groupsOf(claims, groupClaim);
    if (groups === undefined) {
      const { log } = this.host;
      log.warn(
        { userId, claim: groupClaim },
        'The provider does not say in which groups a user is; roles stay',
      );
      return;
    }
    const given = Object.entries(rolesByGroup).flatMap(([group, roles]) =>
      groups.includes(group) ? roles : [],
    );
    for (const role of given) {
      if (user.roles.some((held) => isSame(held, role))) continue;
      await this.administrators.change(
        await this.users.get(userId),
        { type: 'GrantRole', data: role },
        context,
      );
    }
    for (const role of user.roles) {
      if (!governed.some((each) => isSame(each, role)) || given.some((each) => isSame(each, role))) continue;
      const data = { role: role.role, scope: role.scope };
      await this.administrators.change(await this.users.get(userId), { type: 'RevokeRole', data }, context);
    }
  }
}
