import type { CommandDeclaration } from '../client/command.js';
import { accountsCommands } from './accounts.commands.js';
import { auditCommands } from './audit.commands.js';
import { credentialsCommands } from './credentials.commands.js';
import { keysCommands } from './keys.commands.js';
import { localCommands } from './local.commands.js';
import { projectionsCommands } from './projections.commands.js';
import { cliSecretCommands, registriesCommands, tokensCommands } from './registries.commands.js';
import { rolesCommands } from './roles.commands.js';
import { scopesCommands } from './scopes.commands.js';
import { sinksCommands } from './sinks.commands.js';
import { suiteCommands } from './suite.commands.js';
import { usersCommands } from './users.commands.js';
import { webhooksCommands } from './webhooks.commands.js';

export { optionsOf } from '../client/options.js';

/** Every command; a new one is an entry in one of these tables. */
export const commands: readonly CommandDeclaration[] = [
  ...localCommands,
  ...keysCommands,
  ...credentialsCommands,
  ...registriesCommands,
  ...tokensCommands,
  ...cliSecretCommands,
  ...usersCommands,
  ...rolesCommands,
  ...accountsCommands,
  ...scopesCommands,
  ...webhooksCommands,
  ...auditCommands,
  ...sinksCommands,
  ...projectionsCommands,
  ...suiteCommands,
];

/** What a noun stands for, where it has more than one verb. */
export const nouns: Readonly<Record<string, string>> = {
  keys: 'API keys of programs',
  credentials: 'Secrets of other systems that Credstream keeps',
  registries: 'Container registries that ask Credstream who may pull and push',
  tokens: 'Logins of pipelines to a registry',
  'tokens scope': 'What a token may do',
  robots: 'Robot accounts of a registry',
  'robots scope': 'What a robot may do',
  'cli-secret': 'The password of a person for registries',
  users: 'People',
  roles: 'Who may do what, and where',
  accounts: 'Organizations that share the installation',
  scopes: 'Clusters, departments and projects of an account',
  webhooks: 'Addresses that events are sent to',
  audit: 'What happened, and who did it',
  sinks: 'Where audit entries are sent',
  projections: 'Read models that services make from the log',
  leaks: 'Keys in the wrong places',
  'system-keys': 'The keys of the parts of an installation',
  backup: 'The log and the keys of an installation, each in a folder of its own',
  store: 'The log of a stopped suite, when it is the embedded one',
};
