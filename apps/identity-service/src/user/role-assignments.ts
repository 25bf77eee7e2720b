import {
  type GetRoleAssignment,
  type GrantRole,
  identityContract,
  type ListRoleAssignments,
  type Method,
  type RevokeRole,
  type RoleAssignmentPage,
  type RoleAssignmentReply,
} from '@credstream/contracts';
import {
  AccountNotFound,
  RoleAssignmentNotFound,
  UserNotFound,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import { NotPermitted, type RequestContext, type Role } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import {
  listView,
  LiveDirectory,
  personOf,
  repeatableOf,
  requireCall,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentityViews } from '../identity-views.js';
import { Administrators } from './administrators.js';
import { type HeldRole, readRoleAssignmentId, roleAssignmentId } from './role-assignment-id.js';
import { RoleLimits } from './role-limits.js';
import { Users } from './users.js';

/** When this role was given, if it is held. */
const grantedAt = (recorded: readonly RecordedEvent[], { role, scope }: HeldRole): string | undefined =>
  recorded
    .flatMap((event) => userSchema.read(event) ?? [])
    .reduce<string | undefined>((at, event) => {
      if (event.type === 'UserOffboarded') return undefined;
      if (event.type !== 'RoleGranted' && event.type !== 'RoleRevoked') return at;
      if (event.data.role !== role || event.data.scope !== scope) return at;
      return event.type === 'RoleGranted' ? event.data.at : undefined;
    }, undefined);

/** Which user holds which role at which scope. */
@Injectable()
export class RoleAssignments {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
    private readonly users: Users,
    private readonly administrators: Administrators,
    private readonly limits: RoleLimits,
  ) {}

  async grant(message: GrantRole, context: RequestContext): Promise<RoleAssignmentReply> {
    const { userId, role, scope } = message;
    const method = identityContract.grantRole;
    const { account } = await this.users.get(userId);
    requireCall(this.directory, context.actor, method, account, UserNotFound);
    await this.limits.requireGrantable({ role, scope }, context.actor);
    const held = { userId, role: role as Role, scope };
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const command = { type: 'GrantRole', data: { role, scope } } as const;
    const { revision, position } = await this.administrators.change(userId, command, context, repeatable);
    const recorded = await this.host.store.read(userStream(userId));
    const at = grantedAt(
      recorded.filter((event) => event.revision <= revision),
      held,
    );
    if (at === undefined) throw new RoleAssignmentNotFound();
    return this.reply(held, at, revision, position);
  }

  async revoke(message: RevokeRole, context: RequestContext): Promise<RoleAssignmentReply> {
    const method = identityContract.revokeRole;
    const { held, at } = await this.readable(message.id, method, context);
    if (!this.limits.covers(context.actor, [held])) throw new NotPermitted();
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const { userId, role, scope } = held;
    const command = { type: 'RevokeRole', data: { role, scope } } as const;
    const { revision, position } = await this.administrators.change(userId, command, context, repeatable);
    return this.reply(held, at, revision, position);
  }

  async get({ id }: GetRoleAssignment, context: RequestContext): Promise<RoleAssignmentReply> {
    const { held, at, last } = await this.readable(id, identityContract.getRoleAssignment, context);
    return this.reply(held, at, last.revision, last.position);
  }

  async list(message: ListRoleAssignments, context: RequestContext): Promise<RoleAssignmentPage> {
    const { actor } = context;
    const { userId, scope } = message;
    const account = message.account ?? personOf(this.directory, actor).account;
    requireCall(this.directory, actor, identityContract.listRoleAssignments, account, AccountNotFound);
    const page = await listView(this.host, this.views.roles, context, {
      filter: {
        account,
        ...(userId !== undefined && { userId }),
        ...(scope !== undefined && { scope }),
      },
      search: [],
      sort: 'scope',
      page: message,
    });
    return {
      ...page,
      items: page.items.map(({ _id: id, userId, role, scope, grantedAt }) => ({
        id,
        userId,
        role,
        scope,
        grantedAt,
      })),
    };
  }

  private async readable(id: string, method: Method, { actor }: RequestContext) {
    const held = readRoleAssignmentId(id);
    const recorded = held ? await this.host.store.read(userStream(held.userId)) : [];
    const last = recorded.at(-1);
    const at = held && grantedAt(recorded, held);
    personOf(this.directory, actor);
    if (!held || !last || at === undefined) throw new RoleAssignmentNotFound();
    const { account } = recorded[0]?.data as { account: string };
    requireCall(this.directory, actor, method, account, RoleAssignmentNotFound);
    return { held, at, last };
  }

  private reply(held: HeldRole, at: string, revision: bigint, position: bigint): RoleAssignmentReply {
    const assignment = { id: roleAssignmentId(held), ...held, grantedAt: at };
    return { assignment, revision: Number(revision), position: String(position) };
  }
}
