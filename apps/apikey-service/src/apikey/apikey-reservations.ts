import { apiKeyStream } from '@credstream/domain-apikey';
import { reservationSettlesWithin, type RequestContext, ServiceUnavailable } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyAdmissions, type WantedKey } from './apikey-admissions.js';
import { ApiKeyNames } from './apikey-names.js';

/** What is left of the time is for the append itself, which the client of the store ends after ten seconds. */
const givesUpAfterMs = (reservationSettlesWithin * 1000) / 2;

/** What a key needs before it is made: a place among the keys of its owner, and a name. */
@Injectable()
export class ApiKeyReservations {
  constructor(
    private readonly host: ServiceHost,
    private readonly names: ApiKeyNames,
    private readonly admissions: ApiKeyAdmissions,
  ) {}

  /** Throws `ApiKeyTooMany` and records nothing. */
  check(wanted: WantedKey): Promise<void> {
    return this.admissions.check(wanted);
  }

  /** The key is to be made right after it. Throws `ApiKeyNameTaken`, `ApiKeyTooMany`, `ServiceUnavailable`. */
  async reserve(wanted: WantedKey & { name: string }, context: RequestContext): Promise<void> {
    const since = this.host.now().getTime();
    await this.names.reserve(wanted, context);
    try {
      await this.admissions.admit(wanted, context);
    } catch (error) {
      // A twin of this request may have made the key.
      const isMade = await this.host.store.readLast(apiKeyStream(wanted.keyId));
      if (!isMade) await this.names.release(wanted, context);
      throw error;
    }
    // Others may soon take over what is reserved.
    if (this.host.now().getTime() - since > givesUpAfterMs) {
      throw new ServiceUnavailable('The event store is too slow to make a key', { retryAfter: 1 });
    }
  }
}
