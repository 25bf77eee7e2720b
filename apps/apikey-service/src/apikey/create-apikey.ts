import { type DirectoryUser } from '@credstream/contracts';
import {
  apiKeyContract,
  type ApiKeyReply,
  type CreateApiKey,
  type ImportApiKey,
} from '@credstream/contracts/apikey';
import { importedKey } from '@credstream/crypto';
import { type ApiKey, type ApiKeyCommandData, apiKeys, checkImport } from '@credstream/domain-apikey';
import { type RequestContext, reservationSettlesWithin, ServiceUnavailable } from '@credstream/domain-kernel';
import {
  believedNew,
  LiveDirectory,
  newId,
  pepperSecret,
  repeatableOf,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyAccess } from './apikey-access.js';
import { ApiKeyAdmissions } from './apikey-admissions.js';
import { ApiKeyNames } from './apikey-names.js';
import { apiKeyReply } from './apikey-reply.js';
import { noSecret, secretOnce, type SecretParts } from './apikey-secret.js';

type Creation = ApiKeyCommandData<'CreateApiKey'>;

const keyIdLength = 12;

/** What is left of the time is for the append itself, which the client of the store ends after ten seconds. */
const givesUpAfterMs = (reservationSettlesWithin * 1000) / 2;

/** How keys come to be: new ones, and those that were made elsewhere. */
@Injectable()
export class ApiKeyCreation {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly access: ApiKeyAccess,
    private readonly names: ApiKeyNames,
    private readonly admissions: ApiKeyAdmissions,
  ) {}

  /** Throws `ApiKeyNotPermitted`, `NotPermitted`, `ApiKeyNotFound` and the refusals of the domain. */
  async create(message: CreateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerFor(message, context);
    const repeatable = repeatableOf(context, apiKeyContract.create, message, this.host.hashKey);
    const keyId = newId(keyIdLength, repeatable);
    const secret = secretOnce(this.host, keyId, context, repeatable);
    const outcome = await this.host.of(apiKeys).handle(
      keyId,
      async (before) => {
        const asked = this.asked(message, keyId, owner, noSecret);
        const parts = () => secret().then((made) => made.parts);
        return this.reserved(asked, before, context, parts);
      },
      // Nothing was ever recorded under a random id.
      { context, account: owner.account, repeatable, believed: believedNew(context) },
    );
    this.admissions.isMade(keyId);
    return { ...apiKeyReply(keyId, outcome, this.host.now()), key: (await secret()).value };
  }

  /** A key that was made elsewhere goes on working. Its id comes from its hash, so it is never brought in twice. */
  async import(message: ImportApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerFor(message, context, apiKeyContract.import);
    const { sha256, hint, ...wanted } = message;
    const checked = checkImport(sha256, hint);
    const { id: keyId, secretHash } = await this.imported(checked.sha256);
    const repeatable = repeatableOf(context, apiKeyContract.import, message, this.host.hashKey);
    const outcome = await this.host.of(apiKeys).handle(
      keyId,
      async (before) => {
        const parts = { secretHash, hint: checked.hint };
        const asked = { ...this.asked(wanted, keyId, owner, parts), hashScheme: 'sha256' as const };
        return this.reserved(asked, before, context, async () => parts);
      },
      { context, account: owner.account, repeatable },
    );
    this.admissions.isMade(keyId);
    return apiKeyReply(keyId, outcome, this.host.now());
  }

  /**
   * Under the pepper in use; under an older one when the key was brought in with that, so that no key is brought in
   * twice.
   */
  private async imported(sha256: string): Promise<ReturnType<typeof importedKey>> {
    const [current, ...others] = this.host.keys
      .versions(pepperSecret)
      .map((pepper) => importedKey(sha256, pepper));
    for (const other of others) {
      if (other && (await this.host.of(apiKeys).exists(other.id))) return other;
    }
    return current!;
  }

  private asked(
    { userId: _userId, ...asked }: CreateApiKey,
    keyId: string,
    { userId, username, account, origin }: DirectoryUser,
    secret: SecretParts,
  ): Creation {
    const policy = this.directory.policies(account);
    return { ...asked, keyId, userId, username, account, ownerOrigin: origin, policy, ...secret };
  }

  /**
   * Everything that a key needs before it is recorded: the rules allow it, its owner has a place for one more, its
   * secret is kept for a repetition, and the name is its own. What is refused by the rules or for want of a place
   * leaves nothing behind.
   */
  private async reserved(
    asked: Creation,
    before: ApiKey,
    context: RequestContext,
    secret: () => Promise<SecretParts>,
  ): Promise<Readonly<{ type: 'CreateApiKey'; data: Creation }>> {
    const { keyId, userId, account } = asked;
    const { maxApiKeysPerUser } = this.directory.policies(account);
    const wanted = { keyId, userId, account, maxApiKeysPerUser };
    this.host.of(apiKeys).check({ type: 'CreateApiKey', data: asked }, before);
    const place = await this.admissions.check(wanted);
    const parts = await secret();

    const since = this.host.now().getTime();
    await this.names.reserve(asked, context);
    try {
      await this.admissions.admit(wanted, place, context);
    } catch (error) {
      // A twin of this request may have made the key.
      if (!(await this.host.of(apiKeys).exists(keyId))) await this.names.release(asked, context);
      throw error;
    }
    // Others may soon take over what is reserved.
    if (this.host.now().getTime() - since > givesUpAfterMs) {
      throw new ServiceUnavailable('The event store is too slow to make a key', { retryAfter: 1 });
    }
    return { type: 'CreateApiKey', data: { ...asked, ...parts } };
  }
}
