import type { ApiKeyView, DirectoryUser } from '@credstream/contracts';
import { ApiKeyNotFound } from '@credstream/domain-apikey';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import type { Repeatable } from '@credstream/eventstore';
import { isAllowed, isAllowedAnywhere, LiveDirectory, personOf } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyQueries } from './apikey.queries.js';

/** Who may change which API key. That nobody does with a key (ANC-17) the contract says, and `ActorGuard` sees to. */
@Injectable()
export class ApiKeyAccess {
  constructor(
    private readonly directory: LiveDirectory,
    private readonly queries: ApiKeyQueries,
  ) {}

  /** Whose key it will be: one's own, or for an administrator any user's of the account. */
  ownerFor(userId: string | undefined, context: RequestContext): DirectoryUser {
    const { directory } = this;
    const person = personOf(this.directory, context.actor);
    if (userId !== undefined && userId !== person.userId) return this.managedUser(userId, context);
    if (!isAllowedAnywhere(directory, context.actor, 'apikey.own')) throw new NotPermitted();
    return person;
  }

  /** Whose key will be imported: nobody brings in a key but an administrator. */
  ownerOfImport(userId: string | undefined, context: RequestContext): DirectoryUser {
    const person = personOf(this.directory, context.actor);
    if (userId !== undefined && userId !== person.userId) return this.managedUser(userId, context);
    if (!isAllowed(this.directory, context.actor, 'apikey.manage', person.account)) {
      throw new NotPermitted();
    }
    return person;
  }

  /** The key as it was before this very request, if this actor may change it. Throws `ApiKeyNotFound` as for a key that does not exist. */
  async changeable(keyId: string, context: RequestContext, request?: Repeatable): Promise<ApiKeyView> {
    const { view } = await this.queries.readable(keyId, context, request);
    const { directory } = this;
    const own = personOf(this.directory, context.actor).userId === view.userId;
    const allowed = own
      ? isAllowedAnywhere(directory, context.actor, 'apikey.own')
      : isAllowed(directory, context.actor, 'apikey.manage', view.account);
    if (!allowed) throw new NotPermitted();
    return view;
  }

  private managedUser(userId: string, { actor }: RequestContext): DirectoryUser {
    const { directory } = this;
    const owner = directory.user(userId);
    if (!owner?.active || !isAllowed(directory, actor, 'apikey.manage', owner.account)) {
      throw new ApiKeyNotFound('There is no such user, or you may not make keys for them');
    }
    return owner;
  }
}
