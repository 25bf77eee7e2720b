import {
  type CreateCredential,
  credentialContract,
  type CredentialReply,
} from '@credstream/contracts/credential';
import { type CredentialCommand, credentials } from '@credstream/domain-credential';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  believedNew,
  LiveDirectory,
  newId,
  personOf,
  repeatableOf,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { confirmedConnection } from '../checks/confirmed-connection.js';
import { SecretVault } from '../secrets/secret-vault.js';
import { CredentialAccess, type Place } from './credential-access.js';
import { CredentialLimit } from './credential-limit.js';
import { CredentialNames } from './credential-names.js';
import { credentialReply } from './credential-reply.js';
import { type CheckedSecret, createdSecret } from './sent-secret.js';

const idLength = 16;

/** How credentials come to be. */
@Injectable()
export class CredentialCreation {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly access: CredentialAccess,
    private readonly names: CredentialNames,
    private readonly vault: SecretVault,
    private readonly limit: CredentialLimit,
  ) {}

  /**
   * `imported`: the secret of Kubernetes from which it is made, when that is known already. Throws `NotPermitted`,
   * `CredentialNotFound` for a scope of others, and the refusals of the domain.
   */
  async create(
    message: CreateCredential,
    context: RequestContext,
    imported?: string,
  ): Promise<CredentialReply> {
    const place = this.access.placeFor(credentialContract.create, message.scope, context);
    const created = createdSecret(message, this.host.now());
    const checked = imported === undefined ? created : { ...created, existingSecret: imported };
    const repeatable = repeatableOf(context, credentialContract.create, message, this.host.hashKey);
    const credentialId = newId(idLength, repeatable);
    const outcome = await this.host.of(credentials).handle(
      credentialId,
      async (before) => {
        const command = this.command(message, credentialId, place, checked, context);
        this.host.of(credentials).check(command(''), before);
        await this.limit.requirePlace(place.account);
        const owner = { credentialId, ...place };
        const { existingSecret, type, secret } = checked;
        await this.names.reserve({ ...owner, name: message.name }, context);
        if (existingSecret !== undefined) await this.names.claim(owner, existingSecret, context);
        return command(await this.vault.store({ ...owner, version: 1, type, secret }, context));
      },
      // Nothing was ever recorded under a random id.
      { context, account: place.account, repeatable, believed: believedNew(context) },
    );
    return credentialReply(credentialId, outcome, this.host.now());
  }

  private command(
    { name, description, environment, expiresAt, rotationDays, connection, ...message }: CreateCredential,
    credentialId: string,
    place: Place,
    { type, provider, secret, recorded, providerExpiresAt, existingSecret }: CheckedSecret,
    { actor }: RequestContext,
  ) {
    const reached = { type, provider, attachments: [], connection: {} };
    const { userId: createdById, username: createdBy } = personOf(this.directory, actor);
    return (secretId: string): CredentialCommand => ({
      type: 'CreateCredential',
      data: {
        ...{ credentialId, ...place, name, type, provider, createdBy, createdById, secretId, ...recorded },
        ...(description !== undefined && { description }),
        ...(environment !== undefined && { environment }),
        ...(expiresAt !== undefined && { expiresAt }),
        ...(providerExpiresAt !== undefined && { providerExpiresAt }),
        ...(rotationDays !== undefined && { rotationDays }),
        ...(message.private !== undefined && { private: message.private }),
        ...(existingSecret !== undefined && { existingSecret }),
        ...(connection && { connection: confirmedConnection(connection, reached, secret) }),
      },
    });
  }
}
