import { type RoleRequest, ScopeNotFound } from '@credstream/domain-identity';
import { accountOf, type Actor, isScope, NotPermitted } from '@credstream/domain-kernel';
import { covers, LiveDirectory } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';

/** Nobody gives, or takes from others, what they do not have themselves. */
@Injectable()
export class RoleLimits {
  constructor(
    private readonly directory: LiveDirectory,
    private readonly organizations: Organizations,
  ) {}

  /** May the actor, now, do everything that these roles allow where they hold? */
  covers(actor: Actor, roles: readonly RoleRequest[]): boolean {
    return covers(this.directory, actor, roles);
  }

  /** Throws `NotPermitted`, `ScopeNotFound`. */
  async requireGrantable(role: RoleRequest, actor: Actor): Promise<void> {
    if (!this.covers(actor, [role])) throw new NotPermitted('You do not have this role here yourself');
    const { scope } = role;
    const account = accountOf(scope);
    // The rules refuse what is no scope at all.
    if (account === undefined || !isScope(scope) || scope === account) return;
    const found = await this.organizations.find(account);
    if (found?.organization.scopes.kindOf(scope) === undefined) throw new ScopeNotFound();
  }
}
