import type { CommandDeclaration, Option } from '../client/command.js';

const whose: Option = {
  flags: '--user <user>',
  help: 'whose; yours when absent',
  to: 'path.userId',
  names: 'users',
};

export const sessionsCommands: readonly CommandDeclaration[] = [
  {
    name: 'sessions list',
    summary: 'List where somebody is signed in',
    example: 'credstream sessions list',
    route: 'GET /api/v1/users/{userId}/sessions',
    options: [whose],
    items: 'items',
    columns: ['id', 'grant', 'startedAt', 'refreshedAt', 'expiresAt'],
  },
  {
    name: 'sessions end',
    summary: 'End a sign-in, wherever it is used',
    example: 'credstream sessions end 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/users/{userId}/sessions/{id}',
    arguments: [{ name: '<session>', help: 'its id, from sessions list', to: 'path.id' }],
    options: [whose],
    confirm: 'End',
  },
];
