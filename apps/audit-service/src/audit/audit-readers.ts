import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import { accountAsked, isAllowed, isAllowedAnywhere, LiveDirectory } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

type OfAccount = Readonly<{ account?: string }>;

/** Who may read which entries. */
@Injectable()
export class AuditReaders {
  constructor(private readonly directory: LiveDirectory) {}

  /**
   * As a filter, the entries of the account that is asked for, or of everyone's if the actor may see the installation.
   *
   * @throws NotPermitted
   */
  async visible({ account }: OfAccount, context: RequestContext): Promise<OfAccount> {
    if (account === undefined && this.mayRead(context, '/')) return {};
    return accountAsked(this.directory, account, context, (scope) => {
      if (!this.mayRead(context, scope)) throw new NotPermitted();
    });
  }

  mayRead({ actor }: RequestContext, scope: string): boolean {
    return isAllowed(this.directory, actor, 'audit.read', scope);
  }

  /** For what shows hashes alone. @throws NotPermitted */
  requireAny({ actor }: RequestContext): void {
    if (!isAllowedAnywhere(this.directory, actor, 'audit.read')) throw new NotPermitted();
  }
}
