import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { offlineTokens } from './offline-token.js';
import {
  claimsFit,
  maxTrustedIssuers,
  recordedClaims,
  type TrustedIssuer,
  trustedIssuers,
  workloadTokens,
} from './trusted-issuer.js';

const now = new Date('2026-11-30T07:00:00Z');
const at = '2026-11-30T07:00:00Z';
const given = specificationOf(trustedIssuers.decider, { now });
const github: TrustedIssuer = {
  issuerId: 'i1',
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'registry.example.com',
  claims: { repository: 'acme/app', ref: 'refs/heads/*' },
  scopes: [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }],
};
const add = (changed: Partial<TrustedIssuer> = {}) =>
  ({ type: 'AddTrustedIssuer', data: { ...github, ...changed } }) as const;
const added = (issuerId = 'i1') =>
  ({ type: 'TrustedIssuerAdded', data: { ...github, issuerId, at } }) as const;

describe('a trusted issuer', () => {
  it('is added once', () => {
    given().when(add()).thenEvents(added());
    given(added()).when(add()).thenNothing();
  });

  it.each([
    ['an address that is none', { issuer: 'github' }],
    ['an address with a query', { issuer: 'https://x.example/?a=b' }],
    ['an address with a password', { issuer: 'https://a:b@x.example' }],
    ['an address of another kind', { issuer: 'file:///etc/passwd' }],
    ['an empty audience', { audience: '' }],
    ['no claims, so that everyone at a public issuer would be let in', { claims: {} }],
    ['claims that anyone has', { claims: { sub: '*', ref: '***' } }],
    ['21 claims', { claims: Object.fromEntries(Array.from({ length: 21 }, (_each, i) => [`c${i}`, 'x'])) }],
    ['an empty claim', { claims: { sub: '' } }],
  ])('is refused with %s', (_what, changed) =>
    given().when(add(changed)).thenFails('registry.trusted_issuer_invalid'),
  );

  it('is removed by its id', () => {
    given(added())
      .when({ type: 'RemoveTrustedIssuer', data: { issuerId: 'i1' } })
      .thenEvents({ type: 'TrustedIssuerRemoved', data: { issuerId: 'i1', at } });
    given(added())
      .when({ type: 'RemoveTrustedIssuer', data: { issuerId: 'other' } })
      .thenFails('registry.trusted_issuer_not_found');
  });

  it('is one of at most 50', () =>
    given(...Array.from({ length: maxTrustedIssuers }, (_each, index) => added(`x${index}`)))
      .when(add())
      .thenFails('registry.trusted_issuer_too_many'));
});

describe('the claims of a workload', () => {
  it('fit when each is as it is asked for', () => {
    expect(claimsFit(github, { repository: 'acme/app', ref: 'refs/heads/main', more: 1 })).toBe(true);
    expect(claimsFit({ claims: { run: '7', protected: 'true' } }, { run: 7, protected: true })).toBe(true);
  });

  it.each([
    ['another repository', { repository: 'acme/app2', ref: 'refs/heads/main' }],
    ['another case', { repository: 'Acme/app', ref: 'refs/heads/main' }],
    ['another ref', { repository: 'acme/app', ref: 'refs/tags/v1' }],
    ['a claim that is missing', { repository: 'acme/app' }],
    ['a claim that is a list', { repository: ['acme/app'], ref: 'refs/heads/main' }],
    ['a claim that every object has', { ref: 'refs/heads/main' }],
    ['null', { repository: null, ref: 'refs/heads/main' }],
  ])('do not fit with %s', (_what, said) => {
    expect(claimsFit(github, said)).toBe(false);
    expect(claimsFit({ claims: { constructor: '*x*' } }, said)).toBe(false);
  });

  it('are recorded as far as they count, and shortened', () => {
    const said = { iss: github.issuer, sub: 's'.repeat(300), repository: 'acme/app', ref: 'r', secret: 'no' };
    expect(recordedClaims(github, said)).toEqual({
      ...{ iss: github.issuer, sub: 's'.repeat(255), repository: 'acme/app', ref: 'r' },
    });
  });
});

describe('the token of a workload', () => {
  const givenUses = specificationOf(workloadTokens.decider, { now });
  const use = { registryId: 'r', issuerId: 'i1', by: 'password', source: '192.0.2.1' } as const;
  const used = { type: 'WorkloadTokenUsed', data: { ...use, at } } as const;
  const show = (changed: object = {}) =>
    ({ type: 'UseWorkloadToken', data: { ...use, ...changed } }) as const;

  it('is shown again by who showed it first', () => {
    givenUses().when(show()).thenEvents(used);
    givenUses(used).when(show()).thenNothing();
  });

  it.each([{ source: '192.0.2.2' }, { registryId: 'other' }, { by: 'exchange' as const }])(
    'is refused otherwise: %j',
    (changed) => givenUses(used).when(show(changed)).thenFails('registry.workload_token_used'),
  );

  it('is exchanged once', () => {
    const exchanged = { type: 'WorkloadTokenUsed', data: { ...use, by: 'exchange', at } } as const;
    givenUses(exchanged)
      .when(show({ by: 'exchange' }))
      .thenFails('registry.workload_token_used');
    givenUses(exchanged).when(show()).thenFails('registry.workload_token_used');
  });
});

describe('a refresh token', () => {
  const issuing = {
    registryId: 'r1',
    holder: { kind: 'token', id: 't1', username: 'ci' },
    secretHash: 'hash',
    madeWith: 'secret',
  } as const;
  const givenOffline = specificationOf(offlineTokens.decider, { now });
  const issued = {
    type: 'OfflineTokenIssued',
    data: { ...issuing, expiresAt: '2027-02-28T07:00:00Z', at },
  } as const;

  it('is issued once, for 90 days', () => {
    givenOffline().when({ type: 'IssueOfflineToken', data: issuing }).thenEvents(issued);
    givenOffline(issued).when({ type: 'IssueOfflineToken', data: issuing }).thenNothing();
  });

  it('is revoked once, for ever', () => {
    const revoked = { type: 'OfflineTokenRevoked', data: { at } } as const;
    const revoke = { type: 'RevokeOfflineToken', data: {} } as const;
    givenOffline(issued).when(revoke).thenEvents(revoked);
    givenOffline(issued, revoked).when(revoke).thenNothing();
    givenOffline(issued, revoked).when({ type: 'IssueOfflineToken', data: issuing }).thenNothing();
  });

  it('keeps its hashes in the log', () => {
    expect(offlineTokens.schema.withheld['OfflineTokenIssued']).toEqual(['secretHash', 'madeWith']);
  });
});
