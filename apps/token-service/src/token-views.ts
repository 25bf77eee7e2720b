import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type RegistryDocument, registryListProjection } from './registry/registry-list.projection.js';
import { type TokenDocument, tokenListProjection } from './token/token-list.projection.js';

/** What this service keeps of the log. */
@Injectable()
export class TokenViews {
  readonly registries: View<RegistryDocument>;
  readonly tokens: View<TokenDocument>;

  constructor(views: ServiceViews) {
    this.registries = views.start(registryListProjection);
    this.tokens = views.start(tokenListProjection);
  }
}
