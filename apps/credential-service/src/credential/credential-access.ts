import { type Method } from '@credstream/contracts';
import { credentialContract } from '@credstream/contracts/credential';
import {
  checkScope,
  type Credential,
  CredentialNotFound,
  CredentialPrivate,
  CredentialScopeInvalid,
  isPresent,
  type PresentCredential,
} from '@credstream/domain-credential';
import { accountOf, type RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, personOf, requireCall } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

/** A scope, and the account that it belongs to. */
export type Place = Readonly<{ scope: string; account: string }>;

const { get, listAttachments, listVersions, history, readers, revoke, delete: remove } = credentialContract;

/**
 * What others than the owner do with a private credential, by their roles: they see that it is there and what happened to
 * it, and end it when its owner has left.
 */
const ofPrivateOnes: readonly Method[] = [
  ...[get, listAttachments, listVersions, history, readers],
  ...[revoke, remove],
];

/** Who may do what with which credential. That nobody changes one with a key (ANC-17) the contract says, and `ActorGuard` sees to. */
@Injectable()
export class CredentialAccess {
  constructor(private readonly directory: LiveDirectory) {}

  /**
   * The scope that a request is about: the caller's account when it names none.
   *
   * @throws CredentialScopeInvalid
   * @throws CredentialNotFound for a scope of another tenant
   * @throws NotPermitted
   */
  placeFor(method: Method, scope: string | undefined, context: RequestContext): Place {
    const place = this.place(scope, context);
    requireCall(this.directory, context.actor, method, place.scope, CredentialNotFound);
    return place;
  }

  /** Throws as `placeFor` does; the credential need not be there any more. */
  require(method: Method, credential: Credential, context: RequestContext): void {
    if (credential.status === 'none') throw new CredentialNotFound();
    requireCall(this.directory, context.actor, method, credential.scope, CredentialNotFound);
    if (isPresent(credential) && !ofPrivateOnes.includes(method)) this.requireOwn(credential, context);
  }

  /** False for a private one of somebody else. */
  isOwn({ ownerId }: PresentCredential, { actor }: RequestContext): boolean {
    return ownerId === undefined || ownerId === personOf(this.directory, actor).userId;
  }

  /** Throws `CredentialPrivate`. */
  requireOwn(credential: PresentCredential, context: RequestContext): void {
    if (!this.isOwn(credential, context)) throw new CredentialPrivate();
  }

  /** As `require`, for what needs a credential that is there. */
  requirePresent(
    method: Method,
    credential: Credential,
    context: RequestContext,
  ): asserts credential is PresentCredential {
    this.require(method, credential, context);
    if (!isPresent(credential)) throw new CredentialNotFound();
  }

  private place(scope: string | undefined, { actor }: RequestContext): Place {
    const checked = checkScope(scope ?? personOf(this.directory, actor).account);
    const account = accountOf(checked);
    if (account === undefined) throw new CredentialScopeInvalid();
    return { scope: checked, account };
  }
}
