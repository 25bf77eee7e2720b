import { credentialContract } from '@credstream/contracts/credential';
import { describeMessages } from '@credstream/testing';
import { startCredentialService } from './app.js';
import { readSettings } from './env.js';

describeMessages((variables) => startCredentialService(readSettings(variables)), {
  context: 'credential',
  method: credentialContract.list,
  request: { limit: 5 },
  broken: [
    { data: { limit: 0 }, path: 'limit', rule: 'min' },
    { data: { limit: 201 }, path: 'limit', rule: 'max' },
    { data: { limit: null }, path: 'limit', rule: 'isInt' },
    { data: { type: 'password' }, path: 'type', rule: 'isIn' },
    { data: { status: { $ne: '' } }, path: 'status', rule: 'isIn' },
    { data: { scope: ['a'] }, path: 'scope', rule: 'isString' },
    { data: { attachedTo: { $ne: '' } }, path: 'attachedTo', rule: 'isString' },
    { data: { q: null }, path: 'q', rule: 'isString' },
    { data: { cursor: 7 }, path: 'cursor', rule: 'isString' },
  ],
});
