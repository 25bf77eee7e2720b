import { tokenContract } from '@credstream/contracts/token';
import { describeMessages } from '@credstream/testing';
import { startTokenService } from './app.js';
import { readSettings } from './env.js';

describeMessages((variables) => startTokenService(readSettings(variables)), {
  context: 'token',
  method: tokenContract.listRegistries,
  request: { limit: 5 },
  broken: [
    { data: { limit: 0 }, path: 'limit', rule: 'min' },
    { data: { limit: null }, path: 'limit', rule: 'isInt' },
    { data: { sort: 'notificationHash' }, path: 'sort', rule: 'isIn' },
    { data: { account: { $ne: '' } }, path: 'account', rule: 'isString' },
    { data: { q: ['a'] }, path: 'q', rule: 'isString' },
    { data: { cursor: 7 }, path: 'cursor', rule: 'isString' },
  ],
});
