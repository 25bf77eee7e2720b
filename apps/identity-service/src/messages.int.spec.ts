import { identityContract } from '@credstream/contracts/identity';
import { describeMessages } from '@credstream/testing';
import { startIdentityService } from './app.js';
import { readSettings } from './env.js';

describeMessages((variables) => startIdentityService(readSettings(variables)), {
  context: 'identity',
  method: identityContract.listUsers,
  request: { limit: 5 },
  roles: ['system-admin'],
  broken: [
    { data: { limit: 0 }, path: 'limit', rule: 'min' },
    { data: { limit: 201 }, path: 'limit', rule: 'max' },
    { data: { limit: 1.5 }, path: 'limit', rule: 'isInt' },
    { data: { limit: 'many' }, path: 'limit', rule: 'isInt' },
    { data: { limit: true }, path: 'limit', rule: 'isInt' },
    { data: { limit: null }, path: 'limit', rule: 'isInt' },
    { data: { account: 5 }, path: 'account', rule: 'isString' },
    { data: { account: null }, path: 'account', rule: 'isString' },
    { data: { q: { $ne: '' } }, path: 'q', rule: 'isString' },
    { data: { cursor: ['a'] }, path: 'cursor', rule: 'isString' },
  ],
});
