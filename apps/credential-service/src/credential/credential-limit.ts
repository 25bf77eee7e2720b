import { CredentialTooMany, maxCredentials } from '@credstream/domain-credential';
import { reaches, ServiceHost } from '@credstream/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialViews } from './credential-views.js';

/** How many credentials an account may have. */
export class MostCredentials {
  constructor(readonly perAccount: number = maxCredentials) {}
}

/** Keeps accounts within the number of credentials that they may have. */
@Injectable()
export class CredentialLimit {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: CredentialViews,
    @Inject(MostCredentials) private readonly most: MostCredentials,
  ) {}

  /** Throws `CredentialTooMany` when there is no place for one more. */
  async requirePlace(account: string): Promise<void> {
    const { list } = this.views;
    if (await reaches(this.host, list, { account }, this.most.perAccount)) throw new CredentialTooMany();
  }
}
