import { auditContract } from '@credstream/contracts/audit';
import { describeMessages } from '@credstream/testing';
import { startAuditService } from './app.js';
import { readSettings } from './env.js';

describeMessages((variables) => startAuditService(readSettings(variables)), {
  context: 'audit',
  method: auditContract.list,
  request: { limit: 5 },
  roles: ['system-admin'],
  broken: [
    { data: { limit: 0 }, path: 'limit', rule: 'min' },
    { data: { limit: 201 }, path: 'limit', rule: 'max' },
    { data: { limit: null }, path: 'limit', rule: 'isInt' },
    { data: { actor: { $ne: '' } }, path: 'actor', rule: 'isString' },
    { data: { from: 1_700_000_000 }, path: 'from', rule: 'isString' },
    { data: { from: 'yesterday' }, path: 'from', rule: 'instant' },
    { data: { to: '2026-02-30T00:00:00Z' }, path: 'to', rule: 'instant' },
    { data: { q: null }, path: 'q', rule: 'isString' },
    { data: { cursor: 'made up' }, path: 'cursor', rule: 'cursor' },
  ],
});
