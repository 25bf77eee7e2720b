import type { CommandDeclaration } from '../client/command.js';
import { accountsCommands } from './accounts.commands.js';
import { auditCommands } from './audit.commands.js';
import { credentialsCommands } from './credentials.commands.js';
import { keysCommands } from './keys.commands.js';
import { localCommands } from './local.commands.js';
import { masterKeysCommands } from './master-keys.commands.js';
import { projectionsCommands } from './projections.commands.js';
import { cliSecretCommands, registriesCommands, tokensCommands } from './registries.commands.js';
import { registryTrustCommands } from './registry-trust.commands.js';
import { rolesCommands } from './roles.commands.js';
import { scopesCommands } from './scopes.commands.js';
import { sessionsCommands } from './sessions.commands.js';
import { sinksCommands } from './sinks.commands.js';
import { suiteCommands } from './suite.commands.js';
import { usersCommands } from './users.commands.js';
import { webhooksCommands } from './webhooks.commands.js';

export { optionsOf } from '../client/options.js';
export { withoutCommand } from './without-command.js';

/** Every command; a new one is an entry in one of these tables. */
export const commands: readonly CommandDeclaration[] = [
  ...localCommands,
  ...keysCommands,
  ...credentialsCommands,
  ...registriesCommands,
  ...registryTrustCommands,
  ...tokensCommands,
  ...cliSecretCommands,
  ...usersCommands,
  ...sessionsCommands,
  ...rolesCommands,
  ...accountsCommands,
  ...scopesCommands,
  ...webhooksCommands,
  ...auditCommands,
  ...sinksCommands,
  ...projectionsCommands,
  ...masterKeysCommands,
  ...suiteCommands,
];

/** What a noun stands for, where it has more than one verb. */
export const nouns: Readonly<Record<string, string>> = {
  keys: 'API keys of programs',
  credentials: 'Secrets of other systems that Credstream keeps',
  'credentials rotation': 'The webhook that gives the next secrets of a credential',
  registries: 'Container registries that ask Credstream who may pull and push',
  'registries keys': 'The keys that sign the tokens of a registry',
  'registries issuers': 'Issuers whose workloads a registry lets in',
  tokens: 'Logins of pipelines to a registry',
  'tokens scope': 'What a token may do',
  robots: 'Robot accounts of a registry',
  'robots scope': 'What a robot may do',
  'cli-secret': 'The password of a person for registries',
  users: 'People',
  sessions: 'Where people are signed in',
  roles: 'Who may do what, and where',
  accounts: 'Organizations that share the installation',
  scopes: 'Clusters, departments and projects of an account',
  webhooks: 'Addresses that events are sent to',
  audit: 'What happened, and who did it',
  sinks: 'Where audit entries are sent',
  projections: 'Read models that services make from the log',
  'master-keys': 'The keys that wrap the keys of secrets',
  leaks: 'Keys in the wrong places',
  'system-keys': 'The keys of the parts of an installation',
  backup: 'The log and the keys of an installation, each in a folder of its own',
  store: 'The log of a stopped suite, when it is the embedded one',
};
