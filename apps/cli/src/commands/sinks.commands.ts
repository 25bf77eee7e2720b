import type { Argument, CommandDeclaration } from '../client/command.js';
import { inAccount } from './list-options.js';

const sink: Argument = { name: '<sink>', help: 'its id', to: 'path.id' };

export const sinksCommands: readonly CommandDeclaration[] = [
  {
    name: 'sinks create',
    summary: 'Send audit entries to a file, by syslog over TLS or to an HTTP collector',
    example:
      'credstream sinks create siem --kind http --url https://siem.example.com/in --authorization-file token.txt',
    route: 'POST /api/v1/audit/sinks',
    arguments: [{ name: '<name>', help: 'what people know it by', to: 'body.name' }],
    options: [
      {
        ...{ flags: '--kind <kind>', help: 'what receives them', to: 'body.kind', required: true },
        choices: ['file', 'syslog', 'http'],
      },
      { flags: '--url <url>', help: 'https://host/path, or syslog+tls://host:port', to: 'body.url' },
      { flags: '--file <name>', help: 'in the folder of CREDSTREAM_SINK_FOLDER', to: 'body.file' },
      {
        flags: '--authorization-file <path>',
        help: 'file with the header Authorization; - for standard input',
        to: 'body.authorization',
        kind: 'secret file',
      },
      {
        flags: '--ca-file <path>',
        help: 'authorities in the place of the public ones (PEM)',
        to: 'body.caBundle',
        kind: 'file',
      },
      {
        flags: '--certificate-file <path>',
        help: 'our certificate (PEM)',
        to: 'body.clientCertificate',
        kind: 'file',
      },
      {
        flags: '--key-file <path>',
        help: 'the key of our certificate (PEM); - for standard input',
        to: 'body.clientKey',
        kind: 'secret file',
      },
      { flags: '--account <name>', help: 'yours when absent; * for all', to: 'body.account' },
      {
        flags: '--bookkeeping',
        help: 'also what Credstream records for itself',
        to: 'body.bookkeeping',
        kind: 'switch',
      },
      { flags: '--from-start', help: 'also what was recorded before', to: 'body.fromStart', kind: 'switch' },
    ],
    waits: { look: 'credstream sinks list', load: () => import('./waits/audit-sink.js') },
  },
  {
    name: 'sinks list',
    summary: 'List where audit entries are sent, and how far that is',
    example: 'credstream sinks list',
    route: 'GET /api/v1/audit/sinks',
    options: [inAccount],
    items: 'items',
    columns: ['id', 'name', 'kind', 'status', 'lag', 'lastFailure.reason'],
  },
  {
    name: 'sinks show',
    summary: 'Show a sink',
    example: 'credstream sinks show 7d1Kx0aQ2w9Z',
    route: 'GET /api/v1/audit/sinks/{id}',
    arguments: [sink],
  },
  {
    name: 'sinks delete',
    summary: 'Send no more audit entries there',
    example: 'credstream sinks delete 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/audit/sinks/{id}',
    arguments: [sink],
    confirm: 'Delete',
  },
];
