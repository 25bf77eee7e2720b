import type { CommandDeclaration, Option } from '../client/command.js';
import { inAccount, limit, search } from './list-options.js';

const filters: readonly Option[] = [
  { flags: '--actor <id>', help: 'done by this user', to: 'query.actor', names: 'users' },
  { flags: '--subject <id>', help: 'done to this', to: 'query.subject' },
  { flags: '--type <type>', help: 'of this type, as ApiKeyRevoked', to: 'query.type' },
  inAccount,
  search,
];

const auditFiles = async () => {
  await import('reflect-metadata');
  return import('../audit/audit-commands.js');
};

const logKey: Option = {
  flags: '--key <key>',
  help: 'the public key of the log, or the file that holds it',
  required: true,
};
const keptCheckpoint: readonly Option[] = [
  { flags: '--checkpoint <file>', help: 'a checkpoint that you have kept' },
  { flags: '--consistency <file>', help: 'the proof that the log continues that checkpoint' },
];

export const auditCommands: readonly CommandDeclaration[] = [
  {
    name: 'audit query',
    summary: 'Search the audit log, newest first',
    example: 'credstream audit query --from 7d --type ApiKeyRevoked',
    route: 'GET /api/v1/audit/events',
    options: [
      ...filters,
      {
        flags: '--from <when>',
        help: 'since: so long ago (7d), or an instant',
        to: 'query.from',
        kind: 'past instant',
      },
      {
        flags: '--to <when>',
        help: 'until: so long ago, or an instant',
        to: 'query.to',
        kind: 'past instant',
      },
      limit,
    ],
    paged: true,
    columns: ['time', 'type', 'actor.username', 'summary', 'ip'],
  },
  {
    name: 'audit counts',
    summary: 'Count uses, reads, changes and refusals, day by day',
    example: 'credstream audit counts --from 2026-11-01',
    route: 'GET /api/v1/audit/counts',
    options: [
      { flags: '--from <day>', help: 'the first day in UTC; 90 days up to the last one', to: 'query.from' },
      { flags: '--to <day>', help: 'the last day in UTC; today when absent', to: 'query.to' },
      inAccount,
    ],
    items: 'items',
    columns: ['day', 'uses', 'reads', 'changes', 'refusals', 'failedSignIns'],
  },
  {
    name: 'audit tail',
    summary: 'Show what happens as it happens, until Ctrl-C',
    example: 'credstream audit tail -o json',
    options: [
      ...filters,
      { flags: '--from <when>', help: 'since: so long ago (1h), or an instant; now when absent' },
    ],
    routes: ['GET /api/v1/audit/events/stream'],
    load: () => import('./audit-tail.js'),
  },
  {
    name: 'audit export',
    summary: 'Write the audit log with its proofs, to be verified offline',
    example: 'credstream audit export > audit.ndjson',
    options: [
      ...filters,
      { flags: '--from <when>', help: 'since: so long ago (7d), or an instant' },
      { flags: '--to <when>', help: 'until: so long ago, or an instant' },
      { flags: '--format <format>', help: 'ndjson holds proofs, csv does not', choices: ['ndjson', 'csv'] },
    ],
    bare: true,
    routes: ['GET /api/v1/audit/export'],
    load: () => import('./audit-export.js'),
  },
  {
    name: 'audit public-key',
    summary: 'Write the public key that the audit log is signed with',
    example: 'credstream audit public-key > log.key',
    route: 'GET /api/v1/audit/public-key',
    text: true,
  },
  {
    name: 'audit head',
    summary: 'Write the newest signed checkpoint of the audit log',
    example: 'credstream audit head > checkpoint',
    route: 'GET /api/v1/audit/checkpoint',
    text: true,
  },
  {
    name: 'audit publications',
    summary: 'List where checkpoints are published, and how that went',
    example: 'credstream audit publications',
    route: 'GET /api/v1/audit/checkpoint/publications',
    items: 'items',
    columns: ['kind', 'place', 'size', 'publishedAt', 'lastFailure.reason'],
  },
  {
    name: 'audit prove',
    summary: 'Write the proof that an entry is in the log',
    example: 'credstream audit prove 7f3c1e2a-5b64-4b0a-9f0e-0c5d2a9b1e77 -o json > proof.json',
    route: 'GET /api/v1/audit/proofs/inclusion',
    arguments: [{ name: '<event>', help: 'the id of the entry', to: 'query.eventId' }],
  },
  {
    name: 'audit consistency',
    summary: 'Write the proof that the log has only grown between two sizes',
    example: 'credstream audit consistency --from 1000 -o json > consistency.json',
    route: 'GET /api/v1/audit/proofs/consistency',
    options: [
      {
        flags: '--from <size>',
        help: 'the smaller size; 0 when absent',
        to: 'query.from',
        kind: 'number',
      },
      {
        flags: '--to <size>',
        help: 'the larger size; that of the newest checkpoint when absent',
        to: 'query.to',
        kind: 'number',
      },
    ],
  },
  {
    name: 'audit rotate-key',
    summary: 'Let the log sign with its next key, which the key of before signs',
    example: 'credstream audit rotate-key --yes -o json',
    route: 'POST /api/v1/audit/public-key/rotate',
    bodyless: true,
    confirm: 'Rotate the key of the audit log?',
  },
  {
    name: 'audit verify',
    summary: 'Verify an export of the audit log, offline; exit code 5 when it is not what was signed',
    example: 'credstream audit verify audit.ndjson --key log.key',
    arguments: [{ name: '<export>', help: 'a file of audit export' }],
    options: [logKey, ...keptCheckpoint],
    offline: true,
    bare: true,
    load: () => auditFiles().then(({ runVerify }) => ({ run: runVerify })),
  },
  {
    name: 'audit checkpoint',
    summary: 'Verify a checkpoint, and that it continues an older one; exit code 5 when it does not',
    example: 'credstream audit checkpoint checkpoint --key log.key',
    arguments: [{ name: '<checkpoint>', help: 'a file of audit head' }],
    options: [
      logKey,
      ...keptCheckpoint,
      { flags: '--rotations <file>', help: 'a JSON list of the notes by which keys handed over' },
    ],
    offline: true,
    bare: true,
    load: () => auditFiles().then(({ runCheckpoint }) => ({ run: runCheckpoint })),
  },
  {
    name: 'history',
    summary: 'Show the events of one thing and its state, now or at a point',
    example: 'credstream history apikey-8djd1FyxhGdW --at 7d -o json',
    route: 'GET /api/v1/history/{stream}',
    arguments: [{ name: '<thing>', help: 'its stream, as apikey-<id>', to: 'path.stream' }],
    options: [
      { flags: '--at <when>', help: 'so long ago (7d), or an instant', to: 'query.at', kind: 'past instant' },
      { flags: '--revision <number>', help: 'after this event', to: 'query.revision', kind: 'number' },
    ],
  },
];
