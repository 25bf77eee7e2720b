import type { CommandDeclaration } from '../client/command.js';

export const masterKeysCommands: readonly CommandDeclaration[] = [
  {
    name: 'master-keys list',
    summary: 'List the master keys, and how far a rotation is',
    example: 'credstream master-keys list -o yaml',
    route: 'GET /api/v1/system/master-keys',
  },
  {
    name: 'master-keys rotate',
    summary: 'Start a new master key; data keys are wrapped with it while secrets stay readable',
    example: 'credstream master-keys rotate --yes --wait',
    route: 'POST /api/v1/system/master-keys/rotate',
    bodyless: true,
    confirm: 'Rotate the master key, and 90 days later destroy the one before?',
    waits: { look: 'credstream master-keys list', load: () => import('./waits/master-keys.js') },
  },
];
