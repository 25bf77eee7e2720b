import { apiKeyContract } from '@credstream/contracts/apikey';
import { describeMessages } from '@credstream/testing';
import { startApiKeyService } from './app.js';
import { readSettings } from './env.js';

describeMessages((variables) => startApiKeyService(readSettings(variables)), {
  context: 'apikey',
  method: apiKeyContract.list,
  request: { status: 'all', limit: 5 },
  broken: [
    { data: { limit: 0 }, path: 'limit', rule: 'min' },
    { data: { limit: 201 }, path: 'limit', rule: 'max' },
    { data: { limit: null }, path: 'limit', rule: 'isInt' },
    { data: { limit: true }, path: 'limit', rule: 'isInt' },
    { data: { status: 'asleep' }, path: 'status', rule: 'isIn' },
    { data: { sort: 'secretHash' }, path: 'sort', rule: 'isIn' },
    { data: { userId: { $ne: '' } }, path: 'userId', rule: 'isString' },
    { data: { account: ['a'] }, path: 'account', rule: 'isString' },
    { data: { q: null }, path: 'q', rule: 'isString' },
    { data: { cursor: 7 }, path: 'cursor', rule: 'isString' },
  ],
});
