import type { Method } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  placeOf,
  type PresentRegistry,
  registries,
  type Registry,
  RegistryNotFound,
  type TokenScope,
} from '@credstream/domain-registry';
import { scopeOfRepository } from '@credstream/domain-registry-access';
import { LiveDirectory, requireCall, requireCovers, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

/** An administrator's registry rights are all registry rights; what is asked for narrows them. */
const allRegistryRights = 'admin';

/** Who may do what with which registry and its tokens. */
@Injectable()
export class RegistryAccess {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
  ) {}

  /** Throws `RegistryNotFound`, also for a registry of another tenant; `NotPermitted`. */
  requireCallAt(
    registry: Registry,
    method: Method,
    { actor }: RequestContext,
  ): asserts registry is PresentRegistry {
    if (registry.status !== 'present') throw new RegistryNotFound();
    requireCall(this.directory, actor, method, registry.scope, RegistryNotFound);
  }

  /** The registry that a call is about. Throws as `requireCallAt`. */
  async registryFor(registryId: string, method: Method, context: RequestContext): Promise<PresentRegistry> {
    const { state } = await this.host.of(registries).read(registryId);
    this.requireCallAt(state, method, context);
    return state;
  }

  /**
   * Nobody hands out what they may not do themselves: who makes a token, gives it a scope or gets its password may do
   * what it may do, at each project that it reaches. Throws `NotPermitted`.
   */
  requireScopes(
    registry: PresentRegistry,
    scopes: readonly Pick<TokenScope, 'type' | 'name' | 'actions'>[],
    { actor }: RequestContext,
  ): void {
    const projects = this.directory.projectsWithin(registry.scope);
    for (const { type, name, actions } of scopes) {
      // Where it cannot be told which project is meant, the right to all of them is asked for.
      const place = type === 'registry' ? undefined : scopeOfRepository(placeOf(registry), projects, name);
      const scope = place ?? registry.scope;
      const wanted = type === 'registry' ? ['pull'] : actions;
      const permissions = wanted.map((action) => `registry.${action}`);
      requireCovers(this.directory, actor, [{ role: allRegistryRights, scope }], { permissions });
    }
  }
}
