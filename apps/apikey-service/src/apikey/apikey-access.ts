import { type DirectoryUser, type Method } from '@credstream/contracts';
import { apiKeyContract, type CreateApiKey } from '@credstream/contracts/apikey';
import { type ApiKey, ApiKeyNotFound, type PresentApiKey } from '@credstream/domain-apikey';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, mayCall, personOf, requireCovers } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { isPresent } from './apikey-changes.js';

type Owned = Readonly<{ userId: string; account: string }>;

/** Who may do what with which API key. That nobody changes one with a key (ANC-17) the contract says, and `ActorGuard` sees to. */
@Injectable()
export class ApiKeyAccess {
  constructor(private readonly directory: LiveDirectory) {}

  /** Whose key it will be: one's own, or for an administrator any user's of the account who may do no more than they. */
  ownerFor(
    wanted: CreateApiKey,
    context: RequestContext,
    method: Method = apiKeyContract.create,
  ): DirectoryUser {
    const { actor } = context;
    const person = personOf(this.directory, actor);
    const owner = wanted.userId === undefined ? person : this.directory.user(wanted.userId);
    if (owner?.userId === person.userId) {
      if (!mayCall(this.directory, actor, method, person.account, true)) throw new NotPermitted();
      return person;
    }
    if (!owner?.active || !mayCall(this.directory, actor, method, owner.account)) {
      throw new ApiKeyNotFound('There is no such user, or you may not make keys for them');
    }
    requireCovers(this.directory, actor, owner.roles, wanted);
    return owner;
  }

  /** Throws `ApiKeyNotFound` for a key that does not exist, is deleted, or is none of the actor's business. */
  requireRead(key: ApiKey, context: RequestContext): asserts key is PresentApiKey {
    personOf(this.directory, context.actor);
    if (!isPresent(key) || !this.may(apiKeyContract.get, key, context)) throw new ApiKeyNotFound();
  }

  /** Throws `NotPermitted` for who may see the key, and `ApiKeyNotFound` as for a key that does not exist. */
  requireChange(key: ApiKey, context: RequestContext): asserts key is PresentApiKey {
    this.requireRead(key, context);
    if (!this.may(apiKeyContract.revoke, key, context)) throw new NotPermitted();
  }

  /** As `requireChange`; and the one who gets the secret of another's key may do all that the key may. */
  requireNewSecret(key: ApiKey, context: RequestContext): void {
    this.requireChange(key, context);
    const { actor } = context;
    if (this.isOwn(key, context)) return;
    requireCovers(this.directory, actor, this.directory.user(key.userId)?.roles ?? [], key);
  }

  private isOwn({ userId }: Owned, { actor }: RequestContext): boolean {
    return personOf(this.directory, actor).userId === userId;
  }

  private may(method: Method, key: Owned, context: RequestContext): boolean {
    return mayCall(this.directory, context.actor, method, key.account, this.isOwn(key, context));
  }
}
