import {
  credentialContract,
  type ImportCredentials,
  type ImportOutcome,
  type ImportReply,
} from '@credstream/contracts/credential';
import { type ImportedCredential, type ImportFormat, readImport } from '@credstream/domain-credential';
import { DomainError, type RequestContext } from '@credstream/domain-kernel';
import { Injectable } from '@nestjs/common';
import { CredentialCreation } from './create-credential.js';
import { CredentialAccess } from './credential-access.js';

/** Brings in what exists: each entry of a file becomes a credential, or its refusal is told. */
@Injectable()
export class CredentialImport {
  constructor(
    private readonly access: CredentialAccess,
    private readonly creation: CredentialCreation,
  ) {}

  /** Throws `CredentialImportInvalid`, `NotPermitted`. An entry that is refused does not stop the others. */
  async import(
    { format, data, name, scope: asked }: ImportCredentials,
    context: RequestContext,
  ): Promise<ImportReply> {
    const { scope } = this.access.placeFor(credentialContract.import, asked, context);
    const items: ImportOutcome[] = [];
    for (const [at, each] of readImport(format as ImportFormat, data, name).entries()) {
      const { entry } = each;
      items.push(
        'problem' in each
          ? { entry, code: 'credential.import_invalid', problem: each.problem }
          : { entry, ...(await this.create(each.credential, scope, ofEntry(context, at))) },
      );
    }
    return { items };
  }

  private async create(
    { existingSecret, department, fields, ...credential }: ImportedCredential,
    scope: string,
    context: RequestContext,
  ): Promise<Omit<ImportOutcome, 'entry'>> {
    try {
      const message = {
        ...credential,
        scope: department === undefined ? scope : `${scope}/${department}`,
        secret: [...fields],
      };
      const reply = await this.creation.create(message, context, existingSecret);
      return { id: reply.credential.id };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      const problem = error.details.errors?.map(({ message }) => message).join('; ') ?? error.message;
      return { code: error.code, problem };
    }
  }
}

/** A request that is repeated makes every entry again, each as itself. */
const ofEntry = ({ idempotencyKey, messageId, ...context }: RequestContext, at: number): RequestContext => ({
  ...context,
  ...(idempotencyKey !== undefined && { idempotencyKey: `${idempotencyKey}/${at}` }),
  ...(messageId !== undefined && { messageId: `${messageId}/${at}` }),
});
