import type { Argument, CommandDeclaration, Option } from '../client/command.js';
import { inAccount, limit, search } from './list-options.js';

const user: Argument = { name: '<user>', help: 'id or name of the user', names: 'users', to: 'path.id' };
const users: Argument = { ...user, help: 'id or name; - reads ids from standard input' };
const newPassword: Option = {
  flags: '--password-file <path>',
  help: 'file with the password; - for standard input',
  to: 'body.password',
  kind: 'secret file',
};

export const usersCommands: readonly CommandDeclaration[] = [
  {
    name: 'users create',
    summary: 'Make a user',
    example: 'credstream users create grace --email grace@example.com --password-file password.txt',
    route: 'POST /api/v1/users',
    arguments: [{ name: '<username>', help: 'the name to sign in with', to: 'body.username' }],
    options: [
      { flags: '--email <address>', help: 'where to reach them', to: 'body.email' },
      newPassword,
      { flags: '--account <name>', help: 'yours when absent', to: 'body.account' },
    ],
  },
  {
    name: 'users list',
    summary: 'List users',
    example: 'credstream users list --search grace',
    route: 'GET /api/v1/users',
    options: [inAccount, search, limit],
    paged: true,
    columns: ['id', 'username', 'email', 'account', 'status'],
  },
  {
    name: 'users get',
    summary: 'Show a user',
    example: 'credstream users get grace',
    route: 'GET /api/v1/users/{id}',
    arguments: [user],
  },
  {
    name: 'users set',
    summary: 'Set an e-mail address, or change a password, which ends the sessions of the user',
    example: 'credstream users set grace --password-file password.txt',
    route: 'PATCH /api/v1/users/{id}',
    arguments: [user],
    options: [
      { flags: '--email <address>', help: 'where to reach them; can be set once', to: 'body.email' },
      newPassword,
      {
        flags: '--current-password-file <path>',
        help: 'file with the password of before; to change your own',
        to: 'body.currentPassword',
        kind: 'secret file',
      },
    ],
  },
  ...(['disable', 'enable'] as const).map((verb): CommandDeclaration => ({
    name: `users ${verb}`,
    summary: verb === 'enable' ? 'Let users sign in again' : 'Keep users out until they are enabled',
    example: `credstream users ${verb} grace`,
    route: `POST /api/v1/users/{id}/${verb}`,
    arguments: [users],
    bodyless: true,
    bulk: true,
  })),
  {
    name: 'users offboard',
    summary: 'End everything that a user has, and say what it was',
    example: 'credstream users offboard grace --yes -o json',
    route: 'POST /api/v1/users/{id}/offboard',
    arguments: [user],
    bodyless: true,
    confirm: 'Offboard',
    waits: { look: 'credstream users offboarding NAME', load: () => import('./waits/offboarding.js') },
  },
  {
    name: 'users offboarding',
    summary: 'Show what an off-boarding has ended, and whether it is complete',
    example: 'credstream users offboarding grace -o yaml',
    route: 'GET /api/v1/users/{id}/offboarding',
    arguments: [user],
  },
  {
    name: 'users readmit',
    summary: 'Let a user who was off-boarded come back, without what they had',
    example: 'credstream users readmit grace --password-file password.txt',
    route: 'POST /api/v1/users/{id}/readmit',
    arguments: [user],
    options: [newPassword],
  },
  {
    name: 'users erase',
    summary: 'Erase addresses, programs and the e-mail address of who was off-boarded',
    example: 'credstream users erase grace --yes',
    route: 'POST /api/v1/users/{id}/erase',
    arguments: [user],
    bodyless: true,
    confirm: 'Erase the personal data of',
  },
];
