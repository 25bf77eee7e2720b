import type { Option } from '../client/command.js';

/** Of commands that list. */
export const inAccount: Option = {
  flags: '--account <name>',
  help: 'of this account; * for all',
  to: 'query.account',
};
export const search: Option = { flags: '--search <text>', help: 'with this text', to: 'query.q' };
export const limit: Option = {
  flags: '--limit <count>',
  help: 'no more than so many',
  to: 'query.limit',
  kind: 'number',
};
