import type { Argument, CommandDeclaration } from '../client/command.js';
import { inAccount, limit } from './list-options.js';

const assignment: Argument = { name: '<assignment>', help: 'its id, from roles list', to: 'path.id' };

export const rolesCommands: readonly CommandDeclaration[] = [
  {
    name: 'roles permissions',
    summary: 'List the roles there are, and what each allows',
    example: 'credstream roles permissions -o yaml',
    route: 'GET /api/v1/roles',
    items: 'items',
  },
  {
    name: 'roles get',
    summary: 'Show that somebody has a role somewhere',
    example: 'credstream roles get 7d1Kx0aQ2w9Z',
    route: 'GET /api/v1/role-assignments/{id}',
    arguments: [assignment],
  },
  {
    name: 'roles list',
    summary: 'List who has which role, and where',
    example: 'credstream roles list --user grace',
    route: 'GET /api/v1/role-assignments',
    options: [
      inAccount,
      { flags: '--user <user>', help: 'of this user', to: 'query.userId', names: 'users' },
      { flags: '--scope <path>', help: 'here', to: 'query.scope' },
      limit,
    ],
    paged: true,
    columns: ['id', 'userId', 'role', 'scope', 'grantedAt'],
  },
  {
    name: 'roles grant',
    summary: 'Give a user a role',
    example: 'credstream roles grant grace developer default/platform',
    route: 'POST /api/v1/role-assignments',
    arguments: [
      { name: '<user>', help: 'id or name', names: 'users', to: 'body.userId' },
      {
        name: '<role>',
        help: 'what they may do',
        to: 'body.role',
        choices: ['viewer', 'developer', 'admin', 'auditor', 'system-admin'],
      },
      { name: '<scope>', help: 'where', to: 'body.scope' },
    ],
  },
  {
    name: 'roles revoke',
    summary: 'Take a role away',
    example: 'credstream roles revoke 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/role-assignments/{id}',
    arguments: [assignment],
    confirm: 'Revoke',
  },
];
