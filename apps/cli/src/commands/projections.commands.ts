import type { Argument, CommandDeclaration, Option } from '../client/command.js';

const projection: Argument = { name: '<name>', help: 'its name', to: 'path.name' };
const failure: Argument = { name: '<failure>', help: 'its id, from projections failures', to: 'path.id' };
const reason: Option = { flags: '--reason <text>', help: 'why, for the audit log', to: 'body.reason' };
const failures = 'credstream projections failures NAME';

export const projectionsCommands: readonly CommandDeclaration[] = [
  {
    name: 'projections list',
    summary: 'List the read models of all services, and how far behind the log they are',
    example: 'credstream projections list',
    route: 'GET /api/v1/projections',
    items: 'items',
    columns: ['name', 'service', 'version', 'generation', 'state', 'position', 'lag', 'failures'],
  },
  {
    name: 'projections failures',
    summary: 'List the events that a read model could not take in',
    example: 'credstream projections failures apikey_list',
    route: 'GET /api/v1/projections/{name}/failures',
    arguments: [projection],
    options: [{ flags: '--limit <count>', help: 'no more than so many', to: 'query.limit', kind: 'number' }],
    items: 'items',
    columns: ['id', 'stream', 'type', 'attempts', 'skipped', 'error'],
  },
  {
    name: 'projections rebuild',
    summary: 'Build a read model anew from the log; the one that is there serves meanwhile',
    example: 'credstream projections rebuild apikey_list --wait --reason "after the restore"',
    route: 'POST /api/v1/projections/{name}/rebuild',
    arguments: [projection],
    options: [reason],
    waits: { look: 'credstream projections list', load: () => import('./waits/projection-build.js') },
  },
  {
    name: 'projections retry',
    summary:
      'Try again to take in an event, by a rebuild where later events of its stream are in; with --wait the exit code is 1 when it fails again',
    example: 'credstream projections retry apikey_list 4711 --wait',
    route: 'POST /api/v1/projections/{name}/failures/{id}/retry',
    arguments: [projection, failure],
    options: [reason],
    waits: { look: failures, load: () => import('./waits/projection-retry.js') },
  },
  {
    name: 'projections skip',
    summary: 'Decide that a read model does without an event',
    example: 'credstream projections skip apikey_list 4711 --reason "of a version that was taken back"',
    route: 'POST /api/v1/projections/{name}/failures/{id}/skip',
    arguments: [projection, failure],
    options: [reason],
    confirm: 'Do without',
    waits: { look: failures, load: () => import('./waits/projection-skip.js') },
  },
];
