import { describe, expect, it } from '@jest/globals';
import { auditedTypes } from '../audit/audit-log.projection.js';
import { countedTypes, talliesOf, uncounted } from './counted-kinds.js';

describe('what is counted', () => {
  it('names every type of event once: as counted, or as uncounted', () => {
    const named = [...countedTypes, ...uncounted];
    expect([...named].sort()).toEqual([...auditedTypes].sort());
  });

  it.each<[string, object, object]>([
    ['CredentialAccessed', {}, { reads: 1 }],
    ['ApiKeyRevoked', {}, { changes: 1 }],
    ['TokensGranted', { grants: [{}, {}], omitted: 40 }, { uses: 42 }],
    ['TokensRefused', { refusals: [{}, {}, {}] }, { refusals: 3 }],
    ['AccessesRefused', { total: 12, refusals: [{}] }, { refusals: 12 }],
    ['UserSignInFailed', { username: 'ada' }, { failedSignIns: 1 }],
    ['UserSignInFailed', { username: 'ada', count: 9 }, { failedSignIns: 9 }],
    ['SignInFailuresSummed', { total: 500 }, { failedSignIns: 500 }],
  ])('of %s with %j is %j', (type, data, counts) => expect(talliesOf({ type, data })).toEqual([{ counts }]));

  it('of a report is each key by itself', () => {
    const secrets = [
      { secretId: 'a', count: 3, lastAt: '' },
      { secretId: 'b', count: 4, lastAt: '' },
    ];
    const data = { sequence: 0, keys: [{ keyId: 'k1', secrets, refused: 2 }, { keyId: 'k2' }], at: '' };
    expect(talliesOf({ type: 'UsageRecorded', data })).toEqual([
      { keyId: 'k1', counts: { uses: 7, refusals: 2 } },
      { keyId: 'k2', counts: { uses: 0, refusals: 0 } },
    ]);
  });

  it.each(['UserSignedIn', 'MoonEclipsed', 'toString', '__proto__', ''])('is nothing of %p', (type) =>
    expect(talliesOf({ type, data: {} })).toEqual([]),
  );
});
