import type { Method } from '@credstream/contracts';
import {
  type ChangeRegistry,
  type CreateRegistry,
  type GetRegistry,
  type ListRegistries,
  type RegistryPage,
  type RegistryReply,
  tokenContract,
} from '@credstream/contracts/token';
import { createKey, hashSecret, parseKey } from '@credstream/crypto';
import { accountOf, NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import {
  type PresentRegistry,
  registries,
  type RegistryCommand,
  type RegistryCommandData,
  registryNameId,
  registryNames,
  RegistryNotFound,
  RegistryScopeInvalid,
  registryServiceId,
  registryServices,
  RegistryTooMany,
} from '@credstream/domain-registry';
import { type Repeatable, secretFor } from '@credstream/eventstore';
import {
  accountAsked,
  believedNew,
  listView,
  LiveDirectory,
  newId,
  pepperSecret,
  personOf,
  reaches,
  repeatableOf,
  requireCall,
  ServiceHost,
  UniqueValues,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { TokenViews } from '../token-views.js';
import { RegistryAccess } from './registry-access.js';
import { registryReply } from './registry-changes.js';

const registryIdLength = 12;

/** An account has at most so many registries. */
const maxRegistries = 100;

/** The registries whose tokens are made here. */
@Injectable()
export class Registries {
  private readonly names: UniqueValues<'RegistryName'>;
  private readonly services: UniqueValues<'RegistryService'>;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
    private readonly directory: LiveDirectory,
    private readonly access: RegistryAccess,
  ) {
    this.names = new UniqueValues(host, registryNames);
    this.services = new UniqueValues(host, registryServices);
  }

  async create(message: CreateRegistry, context: RequestContext): Promise<RegistryReply> {
    const { scope = personOf(this.directory, context.actor).account, ...wanted } = message;
    requireCall(this.directory, context.actor, tokenContract.createRegistry, scope, NotPermitted);
    const account = accountOf(scope);
    if (account === undefined || !this.directory.hasScope(scope)) throw new RegistryScopeInvalid();
    const repeatable = repeatableOf(context, tokenContract.createRegistry, message, this.host.hashKey);
    const registryId = newId(registryIdLength, repeatable);
    const secret = this.notificationSecret(registryId, context, repeatable);
    const outcome = await this.host.of(registries).handle(
      registryId,
      async (before) => {
        const data = { ...wanted, registryId, account, scope, notificationHash: '' };
        this.host.of(registries).check({ type: 'CreateRegistry', data }, before);
        await this.refuseTooMany(account);
        const { notificationHash } = await secret();
        await this.reserve(data, context);
        return { type: 'CreateRegistry', data: { ...data, notificationHash } };
      },
      { context, account, repeatable, believed: believedNew(context) },
    );
    return { ...registryReply(registryId, outcome), notificationToken: (await secret()).value };
  }

  async get({ id }: GetRegistry, context: RequestContext): Promise<RegistryReply> {
    const { state, events, revision, position } = await this.host.of(registries).read(id);
    this.access.requireCallAt(state, tokenContract.getRegistry, context);
    return registryReply(id, { history: events, revision, position });
  }

  async list(message: ListRegistries, context: RequestContext): Promise<RegistryPage> {
    const filter = await accountAsked(this.directory, message.account, context, (scope) =>
      requireCall(this.directory, context.actor, tokenContract.listRegistries, scope, RegistryNotFound),
    );
    const page = await listView(this.host, this.views.registries, context, {
      filter,
      search: ['name', 'hostname', 'service'],
      sort: message.sort ?? 'name',
      page: message,
    });
    return {
      ...page,
      items: page.items.map(({ _id: id, revision: _revision, ...facts }) => ({ id, ...facts })),
    };
  }

  change(message: ChangeRegistry, context: RequestContext): Promise<RegistryReply> {
    const { id, anonymousPull, ipAllowList, projects, ...data } = message;
    const command: RegistryCommand = {
      type: 'ChangeRegistry',
      data: {
        ...data,
        ...(anonymousPull && { anonymousPull: anonymousPull.items ?? [] }),
        ...(ipAllowList && { ipAllowList: ipAllowList.items ?? [] }),
        ...(projects && { projects: projects.items ?? [] }),
      },
    };
    return this.handle(tokenContract.changeRegistry, message, () => command, context);
  }

  /** Another bearer token for notifications; the one before is refused from now on. */
  async rotateNotificationToken(message: GetRegistry, context: RequestContext): Promise<RegistryReply> {
    const method = tokenContract.rotateNotificationToken;
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const secret = this.notificationSecret(message.id, context, repeatable);
    const command = async (): Promise<RegistryCommand> => {
      const { notificationHash } = await secret();
      return { type: 'RotateNotificationToken', data: { notificationHash } };
    };
    const reply = await this.handle(method, message, command, context);
    return { ...reply, notificationToken: (await secret()).value };
  }

  async delete(message: GetRegistry, context: RequestContext): Promise<RegistryReply> {
    const { id } = message;
    const method = tokenContract.deleteRegistry;
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const outcome = await this.host
      .of(registries)
      .handle(
        id,
        { type: 'DeleteRegistry', data: {} },
        { context, repeatable, permit: (before) => this.access.requireCallAt(before, method, context) },
      );
    // The registry as it was until then.
    const reply = registryReply(id, { ...outcome, history: outcome.history.slice(0, -1) });
    const { account, name, service } = reply.registry;
    await this.names.release(registryNameId(account, name), { holderId: id, account, context });
    await this.services.release(registryServiceId(service), { holderId: id, account, context });
    return reply;
  }

  /** The registry with this service. */
  async ofService(service: string): Promise<PresentRegistry | undefined> {
    const holder = await this.services.holderOf(registryServiceId(service));
    if (holder === undefined) return undefined;
    const { state } = await this.host.of(registries).read(holder);
    return state.status === 'present' && state.service === service ? state : undefined;
  }

  private async handle(
    method: Method,
    message: Readonly<{ id: string }>,
    command: () => RegistryCommand | Promise<RegistryCommand>,
    context: RequestContext,
  ): Promise<RegistryReply> {
    const outcome = await this.host.of(registries).handle(message.id, command, {
      context,
      repeatable: repeatableOf(context, method, message, this.host.hashKey),
      permit: (before) => this.access.requireCallAt(before, method, context),
    });
    return registryReply(message.id, outcome);
  }

  private notificationSecret(
    registryId: string,
    context: RequestContext,
    repeatable: Repeatable | undefined,
  ) {
    const { store, hashKey, keys } = this.host;
    const make = async () => {
      const value = await secretFor(
        store,
        context,
        repeatable,
        hashKey,
        () => createKey('cs_tok', registryId).value,
      );
      const secret = parseKey(value)?.secret ?? '';
      return { value, notificationHash: hashSecret(secret, keys.secret(pepperSecret)) };
    };
    let made: ReturnType<typeof make> | undefined;
    return () => (made ??= make());
  }

  private async refuseTooMany(account: string): Promise<void> {
    if (await reaches(this.host, this.views.registries, { account }, maxRegistries)) {
      throw new RegistryTooMany();
    }
  }

  /** Throws `RegistryNameTaken`, `RegistryServiceTaken`. */
  private async reserve(
    { registryId, account, name, service }: RegistryCommandData<'CreateRegistry'>,
    context: RequestContext,
  ): Promise<void> {
    const claim = { holderId: registryId, account, context };
    const bears = (is: (registry: PresentRegistry) => boolean) => async (holderId: string) => {
      const { state } = await this.host.of(registries).read(holderId);
      return state.status === 'present' && is(state);
    };
    const nameId = registryNameId(account, name);
    await this.names.reserve(
      nameId,
      claim,
      bears((registry) => registry.name === name),
    );
    try {
      const serviceId = registryServiceId(service);
      await this.services.reserve(
        serviceId,
        claim,
        bears((registry) => registry.service === service),
      );
    } catch (error) {
      if (!(await this.host.of(registries).exists(registryId))) await this.names.release(nameId, claim);
      throw error;
    }
  }
}
