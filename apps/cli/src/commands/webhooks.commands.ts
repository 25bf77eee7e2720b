import type { Argument, CommandDeclaration, Option } from '../client/command.js';
import { inAccount, limit } from './list-options.js';

const webhook: Argument = { name: '<webhook>', help: 'its id', to: 'path.id' };
const types: Option = {
  flags: '--type <list>',
  help: 'types of events; all when absent',
  to: 'body.types',
  kind: 'list',
};

export const webhooksCommands: readonly CommandDeclaration[] = [
  {
    name: 'webhooks create',
    summary: 'Have events sent to an address; the signing secret is shown this once',
    example:
      'credstream webhooks create https://hooks.example.com/credstream --type apikey.revoked --field secret',
    route: 'POST /api/v1/webhooks',
    arguments: [{ name: '<url>', help: 'where they are sent', to: 'body.url' }],
    options: [types, { flags: '--account <name>', help: 'yours when absent', to: 'body.account' }],
    secret: 'secret',
  },
  {
    name: 'webhooks list',
    summary: 'List webhooks',
    example: 'credstream webhooks list',
    route: 'GET /api/v1/webhooks',
    options: [inAccount],
    items: 'items',
    columns: ['id', 'url', 'types', 'createdAt'],
  },
  {
    name: 'webhooks types',
    summary: 'List the types of events',
    example: 'credstream webhooks types',
    route: 'GET /api/v1/webhooks/types',
    items: 'items',
  },
  {
    name: 'webhooks get',
    summary: 'Show a webhook',
    example: 'credstream webhooks get 7d1Kx0aQ2w9Z',
    route: 'GET /api/v1/webhooks/{id}',
    arguments: [webhook],
  },
  {
    name: 'webhooks set',
    summary: 'Change a webhook',
    example: 'credstream webhooks set 7d1Kx0aQ2w9Z --url https://hooks.example.com/new',
    route: 'PATCH /api/v1/webhooks/{id}',
    arguments: [webhook],
    options: [{ flags: '--url <url>', help: 'where they are sent', to: 'body.url' }, types],
  },
  {
    name: 'webhooks test',
    summary: 'Send a test event, and say what the receiver answered; exit code 5 when it was not delivered',
    example: 'credstream webhooks test 7d1Kx0aQ2w9Z',
    route: 'POST /api/v1/webhooks/{id}/test',
    arguments: [webhook],
    bodyless: true,
    passes: ({ status }) => status === 'delivered',
  },
  {
    name: 'webhooks deliveries',
    summary: 'List what was sent, and how it went',
    example: 'credstream webhooks deliveries 7d1Kx0aQ2w9Z --status abandoned',
    route: 'GET /api/v1/webhooks/{id}/deliveries',
    arguments: [webhook],
    options: [
      { flags: '--status <status>', help: 'as pending, delivered, abandoned', to: 'query.status' },
      limit,
    ],
    paged: true,
    columns: ['eventId', 'type', 'status', 'at', 'attempts', 'error'],
  },
  {
    name: 'webhooks redeliver',
    summary: 'Send an event again',
    example: 'credstream webhooks redeliver 7d1Kx0aQ2w9Z 3f6c1f0a-5f1e-8c1b-9a3e-2c7f0d9b4e11',
    route: 'POST /api/v1/webhooks/{id}/deliveries/{eventId}/redeliver',
    arguments: [webhook, { name: '<event>', help: 'its id, from webhooks deliveries', to: 'path.eventId' }],
    bodyless: true,
    waits: {
      look: 'credstream webhooks deliveries ID',
      load: () => import('./waits/webhook-delivery.js'),
    },
  },
  {
    name: 'webhooks delete',
    summary: 'Send no more events to an address',
    example: 'credstream webhooks delete 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/webhooks/{id}',
    arguments: [webhook],
    confirm: 'Delete',
  },
];
