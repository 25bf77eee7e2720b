import { type Method } from '@credstream/contracts';
import {
  type GetRoleAssignment,
  type GrantRole,
  identityContract,
  type ListRoleAssignments,
  type RevokeRole,
  type RoleAssignmentPage,
  type RoleAssignmentReply,
} from '@credstream/contracts/identity';
import {
  AccountNotFound,
  RoleAssignmentNotFound,
  type UserEvent,
  UserNotFound,
  users,
} from '@credstream/domain-identity';
import {
  isScope,
  NotPermitted,
  type RequestContext,
  RequestInvalid,
  type Role,
} from '@credstream/domain-kernel';
import {
  accountAsked,
  listView,
  LiveDirectory,
  personOf,
  repeatableOf,
  requireCall,
  scopeAsked,
  ServiceHost,
  userAsked,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentityViews } from '../identity-views.js';
import { Administrators } from './administrators.js';
import { type HeldRole, readRoleAssignmentId, roleAssignmentId } from './role-assignment-id.js';
import { RoleLimits } from './role-limits.js';
import { Users } from './users.js';

/** When this role was given, if it is held. */
const grantedAt = (history: readonly UserEvent[], { role, scope }: HeldRole): string | undefined =>
  history.reduce<string | undefined>((at, event) => {
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
    const read = await this.users.get(userId);
    requireCall(this.directory, context.actor, method, read.account, UserNotFound);
    await this.limits.requireGrantable({ role, scope }, context.actor);
    const held = { userId, role: role as Role, scope };
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const command = { type: 'GrantRole', data: { role, scope } } as const;
    const { history, revision, position } = await this.administrators.change(
      read,
      command,
      context,
      repeatable,
    );
    const at = grantedAt(history, held);
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
    const read = await this.users.get(userId);
    const { revision, position } = await this.administrators.change(read, command, context, repeatable);
    return this.reply(held, at, revision, position);
  }

  async get({ id }: GetRoleAssignment, context: RequestContext): Promise<RoleAssignmentReply> {
    const { held, at, revision, position } = await this.readable(
      id,
      identityContract.getRoleAssignment,
      context,
    );
    return this.reply(held, at, revision, position);
  }

  async list(message: ListRoleAssignments, context: RequestContext): Promise<RoleAssignmentPage> {
    const { actor } = context;
    const { userId, scope } = message;
    const asked = await accountAsked(this.directory, message.account, context, (within) =>
      requireCall(this.directory, actor, identityContract.listRoleAssignments, within, AccountNotFound),
    );
    if (scope !== undefined && !isScope(scope)) {
      const message = 'scope is not the path of a scope, such as acme/research, or /';
      throw new RequestInvalid(message, { errors: [{ path: 'scope', rule: 'scope', message }] });
    }
    const page = await listView(this.host, this.views.roles, context, {
      filter: {
        ...asked,
        ...userAsked(this.directory, userId, asked),
        ...(await scopeAsked(this.directory, scope, context)),
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
    personOf(this.directory, actor);
    const read = held && (await this.host.of(users).read(held.userId));
    const [created] = read?.events ?? [];
    const at = held && read && grantedAt(read.events, held);
    if (!held || !read || created?.type !== 'UserCreated' || at === undefined)
      throw new RoleAssignmentNotFound();
    const { account } = created.data;
    requireCall(this.directory, actor, method, account, RoleAssignmentNotFound);
    return { held, at, revision: read.revision, position: read.position };
  }

  private reply(held: HeldRole, at: string, revision: bigint, position: bigint): RoleAssignmentReply {
    const assignment = { id: roleAssignmentId(held), ...held, grantedAt: at };
    return { assignment, revision: Number(revision), position: String(position) };
  }
}
