import {
  attachedThingId,
  attachedThings,
  credentialNameId,
  credentialNames,
  credentials,
  existingSecretId,
  existingSecrets,
  foldedName,
  isPresent,
  type PresentCredential,
} from '@credstream/domain-credential';
import type { RequestContext } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { ServiceHost, UniqueValues } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

type Named = Readonly<{ credentialId: string; account: string; scope: string; name: string }>;
type Owner = Omit<Named, 'name'>;
type Thing = Readonly<{ kind: string; name: string }>;

/** Keeps apart what only one credential may have: its name, what it is attached to, and what it was made from. */
@Injectable()
export class CredentialNames {
  private readonly names: UniqueValues<'CredentialName'>;
  private readonly things: UniqueValues<'AttachedThing'>;
  private readonly existing: UniqueValues<'ExistingSecret'>;

  constructor(private readonly host: ServiceHost) {
    this.names = new UniqueValues(host, credentialNames);
    this.things = new UniqueValues(host, attachedThings);
    this.existing = new UniqueValues(host, existingSecrets);
  }

  /** Throws `CredentialNameTaken`. */
  reserve({ credentialId, account, scope, name }: Named, context: RequestContext): Promise<void> {
    return this.names.reserve(
      credentialNameId(scope, name),
      { holderId: credentialId, account, context },
      this.present((held) => held.scope === scope && foldedName(held.name) === foldedName(name)),
    );
  }

  /** The credential that bears this name; `undefined` for none. It may be gone by now. */
  bearerOf(scope: string, name: string): Promise<string | undefined> {
    return this.names.holderOf(credentialNameId(scope, name));
  }

  /** By what `release` tells whether anything happened to the name since now. */
  held({ scope, name }: Named): Promise<readonly RecordedEvent[]> {
    return this.names.held(credentialNameId(scope, name));
  }

  /** Gives a name back; with `held`, only if nothing happened to it since. */
  release(
    { credentialId, account, scope, name }: Named,
    context: RequestContext,
    held?: readonly RecordedEvent[],
  ): Promise<void> {
    const claim = { holderId: credentialId, account, context };
    return this.names.release(credentialNameId(scope, name), claim, held);
  }

  /** Throws `CredentialAttachmentTaken`. */
  attach({ credentialId, account, scope }: Owner, { kind, name }: Thing, context: RequestContext) {
    return this.things.reserve(
      attachedThingId(scope, kind, name),
      { holderId: credentialId, account, context },
      this.present(
        (held) =>
          held.scope === scope && held.attachments.some((each) => each.kind === kind && each.name === name),
      ),
    );
  }

  /** The credential that something of a scope uses. */
  userOf(scope: string, { kind, name }: Thing): Promise<string | undefined> {
    return this.things.holderOf(attachedThingId(scope, kind, name));
  }

  detach({ credentialId, account, scope }: Owner, { kind, name }: Thing, context: RequestContext) {
    const claim = { holderId: credentialId, account, context };
    return this.things.release(attachedThingId(scope, kind, name), claim);
  }

  /** Throws `CredentialExistingSecretUsed`. */
  claim({ credentialId, account }: Owner, existingSecret: string, context: RequestContext) {
    return this.existing.reserve(
      existingSecretId(account, existingSecret),
      { holderId: credentialId, account, context },
      this.present((held) => held.existingSecret === existingSecret),
    );
  }

  unclaim({ credentialId, account }: Owner, existingSecret: string, context: RequestContext) {
    const claim = { holderId: credentialId, account, context };
    return this.existing.release(existingSecretId(account, existingSecret), claim);
  }

  private present(bears: (credential: PresentCredential) => boolean) {
    return async (holderId: string): Promise<boolean> => {
      const { state } = await this.host.of(credentials).read(holderId);
      return isPresent(state) && bears(state);
    };
  }
}
