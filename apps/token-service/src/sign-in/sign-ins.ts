import type { View } from '@credstream/projections';
import { ServiceHost, ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type SignInDocument, signInsProjection } from './sign-ins.projection.js';

/** When people signed in last. */
@Injectable()
export class SignIns {
  private readonly view: View<SignInDocument>;

  constructor(
    private readonly host: ServiceHost,
    views: ServiceViews,
  ) {
    this.view = views.start(signInsProjection);
  }

  /** `isEnough` says whether an answer that may lag behind the log will do; else everything up to now is in it. */
  async lastOf(userId: string, isEnough: (at: string | undefined) => boolean): Promise<string | undefined> {
    const known = await this.find(userId);
    if (isEnough(known)) return known;
    await this.view.waitFor(await this.host.store.head());
    return this.find(userId);
  }

  private async find(userId: string): Promise<string | undefined> {
    const signIns = await this.view.collection();
    return (await signIns.findOne({ _id: userId }))?.lastSignInAt;
  }
}
