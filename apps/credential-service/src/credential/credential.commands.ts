import { type Method } from '@credstream/contracts';
import {
  type AttachCredential,
  type AttachmentReply,
  type ChangeCredential,
  type CredentialConnection,
  credentialContract,
  type CredentialReply,
  type DeleteCredential,
  type DetachCredential,
  type RevokeCredential,
  type RotateCredential,
} from '@credstream/contracts/credential';
import {
  type AskedConnection,
  type Credential,
  type CredentialCommand,
  CredentialNotFound,
  credentials,
  foldedName,
  isPresent,
  type PresentCredential,
} from '@credstream/domain-credential';
import { type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { LiveDirectory, newId, repeatableOf, ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { confirmedConnection } from '../checks/confirmed-connection.js';
import { SecretVault } from '../secrets/secret-vault.js';
import { CredentialAccess } from './credential-access.js';
import { CredentialNames } from './credential-names.js';
import { credentialReply } from './credential-reply.js';
import { CredentialRotations } from './credential-rotations.js';
import { onlyOne } from './sent-secret.js';

const attachmentIdLength = 12;

/** What changes credentials. */
@Injectable()
export class CredentialCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly access: CredentialAccess,
    private readonly names: CredentialNames,
    private readonly vault: SecretVault,
    private readonly rotations: CredentialRotations,
  ) {}

  async change(message: ChangeCredential, context: RequestContext): Promise<CredentialReply> {
    const { id, connection, ...data } = message;
    const afterwards: (() => Promise<void>)[] = [];
    const outcome = await this.host.of(credentials).handle(
      id,
      async (before) => {
        const asked = connection && (await this.connection(before, connection, context));
        const command: CredentialCommand = {
          type: 'ChangeCredential',
          data: { ...data, ...(asked && { connection: asked }) },
        };
        this.host.of(credentials).check(command, before);
        const { name } = data;
        if (name === undefined || !isPresent(before) || name === before.name) return command;
        // A name that differs only in case is the same one, and is kept.
        if (foldedName(name) === foldedName(before.name)) return command;
        const held = await this.names.held(before);
        await this.names.reserve({ ...before, name }, context);
        afterwards.push(() => this.names.release(before, context, held));
        return command;
      },
      this.handling(credentialContract.change, message, context),
    );
    for (const release of afterwards) await release();
    return this.reply(id, outcome);
  }

  /** A new version; the one in use can be read until the overlap ends. `anew`: the fields that the caller knows. */
  async rotate(
    message: RotateCredential,
    context: RequestContext,
    anew?: readonly string[],
  ): Promise<CredentialReply> {
    const { id, verifyFirst, ...asked } = message;
    if ((asked.secret === undefined) === (asked.fromVersion === undefined)) throw onlyOne('fromVersion');
    const outcome = await this.rotations.rotate(
      id,
      { ...asked, verify: verifyFirst ? 'yes' : 'no', ...(anew && { anew }) },
      this.handling(credentialContract.rotate, message, context),
      (credential) => this.access.require(credentialContract.reveal, credential, context),
    );
    return this.reply(id, outcome);
  }

  /** The answer to a rotation that would change nothing. */
  async unchanged(id: string, context: RequestContext): Promise<CredentialReply> {
    const { state, events: history, revision, position } = await this.host.of(credentials).read(id);
    this.access.requirePresent(credentialContract.rotate, state, context);
    return this.reply(id, { history, revision, position });
  }

  /** Final: the secret can no longer be read. */
  async revoke(message: RevokeCredential, context: RequestContext): Promise<CredentialReply> {
    const { id, ...data } = message;
    const handling = this.handling(credentialContract.revoke, message, context);
    return this.reply(
      id,
      await this.host.of(credentials).handle(id, { type: 'RevokeCredential', data }, handling),
    );
  }

  /** Nobody can read the secret any more when it resolves. */
  async delete(message: DeleteCredential, context: RequestContext): Promise<CredentialReply> {
    const { id, force, reason } = message;
    const afterwards: (() => Promise<void>)[] = [];
    const outcome = await this.host.of(credentials).handle(
      id,
      (before) => {
        if (!isPresent(before)) throw new CredentialNotFound();
        afterwards.splice(0, 1, () => this.giveBack(before, context));
        const { onDeleteInUse } = this.directory.policies(before.account);
        const data = { force: isTrue(force), onDeleteInUse, ...(reason !== undefined && { reason }) };
        return { type: 'DeleteCredential', data };
      },
      this.handling(credentialContract.delete, message, context),
    );
    await this.vault.destroy(id);
    for (const each of afterwards) await each();
    // The credential as it was until then.
    return this.reply(id, { ...outcome, history: outcome.history.slice(0, -1) });
  }

  /** For one that was deleted, in a log that was restored from a backup and does not know it. */
  async deleteOnceMore(id: string): Promise<void> {
    const { state: before } = await this.host.of(credentials).read(id);
    if (!isPresent(before)) return;
    const context = systemContext(this.host.name);
    const reason = 'It was deleted before, and a backup had brought it back';
    const data = { force: true, onDeleteInUse: 'force', reason } as const;
    await this.host.of(credentials).handle(id, { type: 'DeleteCredential', data }, { context });
    await this.giveBack(before, context);
  }

  async attach(message: AttachCredential, context: RequestContext): Promise<AttachmentReply> {
    const { id, ...thing } = message;
    const handling = this.handling(credentialContract.attach, message, context);
    const attachmentId = newId(attachmentIdLength, handling.repeatable);
    const command: CredentialCommand = { type: 'AttachCredential', data: { attachmentId, ...thing } };
    const outcome = await this.host.of(credentials).handle(
      id,
      async (before) => {
        this.host.of(credentials).check(command, before);
        if (isPresent(before)) await this.names.attach(before, thing, context);
        return command;
      },
      handling,
    );
    const { credential, ...versioned } = this.reply(id, outcome);
    const attachment = credential.attachments.find((each) => each.attachmentId === attachmentId)!;
    return { credentialId: id, attachment, ...versioned };
  }

  async detach(message: DetachCredential, context: RequestContext): Promise<CredentialReply> {
    const { id, attachmentId } = message;
    const afterwards: (() => Promise<void>)[] = [];
    const outcome = await this.host.of(credentials).handle(
      id,
      (before) => {
        const attached = isPresent(before)
          ? before.attachments.find((each) => each.attachmentId === attachmentId)
          : undefined;
        if (attached && isPresent(before)) {
          afterwards.splice(0, 1, () => this.names.detach(before, attached, context));
        }
        return { type: 'DetachCredential', data: { attachmentId } };
      },
      this.handling(credentialContract.detach, message, context),
    );
    for (const each of afterwards) await each();
    return this.reply(id, outcome);
  }

  /** Who says how a secret travels could have it sent to themselves: it takes the right to see it. */
  private async connection(
    before: Credential,
    asked: CredentialConnection,
    context: RequestContext,
  ): Promise<AskedConnection> {
    this.access.requirePresent(credentialContract.reveal, before, context);
    const newest = before.versions.at(-1);
    const isConfirmed = asked.tokenHost !== undefined && asked.tokenHost !== '';
    const secret = isConfirmed && newest ? await this.vault.open(before.credentialId, newest) : new Map();
    return confirmedConnection(asked, before, secret);
  }

  /** What only one credential may have is free for others. */
  private async giveBack(before: PresentCredential, context: RequestContext): Promise<void> {
    await this.names.release(before, context);
    for (const attachment of before.attachments) await this.names.detach(before, attachment, context);
    const { existingSecret } = before;
    if (existingSecret !== undefined) await this.names.unclaim(before, existingSecret, context);
  }

  private handling(method: Method, message: object, context: RequestContext) {
    return {
      context,
      repeatable: repeatableOf(context, method, message, this.host.hashKey),
      permit: (before: Credential) => this.access.require(method, before, context),
    };
  }

  private reply(id: string, outcome: Parameters<typeof credentialReply>[1]): CredentialReply {
    return credentialReply(id, outcome, this.host.now());
  }
}

const isTrue = (text: string | undefined): boolean => {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  const message = 'force is true or false';
  throw new RequestInvalid(message, { errors: [{ path: 'force', rule: 'flag', message }] });
};
