import type { CommandDeclaration } from '../client/command.js';

export const scopesCommands: readonly CommandDeclaration[] = [
  {
    name: 'scopes create',
    summary: 'Add a cluster, department or project to the tree',
    example: 'credstream scopes create default/platform --kind project',
    route: 'POST /api/v1/scopes',
    arguments: [{ name: '<path>', help: 'from the account down', to: 'body.path' }],
    options: [
      {
        flags: '--kind <kind>',
        help: 'what it is',
        to: 'body.kind',
        required: true,
        choices: ['cluster', 'department', 'project'],
      },
    ],
  },
  {
    name: 'scopes tree',
    summary: 'Show the tree of an account',
    example: 'credstream scopes tree',
    options: [{ flags: '--account <name>', help: 'yours when absent', to: 'query.account' }],
    routes: ['GET /api/v1/scopes'],
    load: () => import('./scopes-tree.js'),
  },
  {
    name: 'scopes rename',
    summary: 'Rename or move a part of the tree, with all that is below it',
    example: 'credstream scopes rename default/platform default/infrastructure',
    route: 'PATCH /api/v1/scopes',
    arguments: [
      { name: '<path>', help: 'from the account down', to: 'body.path' },
      { name: '<to>', help: 'the new path', to: 'body.to' },
    ],
  },
  {
    name: 'scopes delete',
    summary: 'Take a part out of the tree',
    example: 'credstream scopes delete default/platform --yes',
    route: 'DELETE /api/v1/scopes',
    arguments: [{ name: '<path>', help: 'from the account down', to: 'query.path' }],
    confirm: 'Delete',
  },
];
