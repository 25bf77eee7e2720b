import { referencePageFaults } from '@credstream/embedded-eventstoredb/test';
import { describe, expect, it } from '@jest/globals';
import { natsCasesNotApplicable, natsContractCases } from './contract.js';

describe('the NATS contract', () => {
  it('numbers its cases from 1 without a gap', () => {
    expect(natsContractCases.map(({ number }) => number)).toEqual(
      natsContractCases.map((_, index) => index + 1),
    );
  });

  it('leaves out, for a server started elsewhere, only what needs settings, and says so', () => {
    const left = natsCasesNotApplicable({ started: 'elsewhere', url: 'nats://127.0.0.1:4222' });
    expect(left.map(({ number }) => number)).toEqual(
      natsContractCases.filter(({ needs }) => needs !== undefined).map(({ number }) => number),
    );
    expect(left.every(({ reason }) => reason.startsWith('needs a server started with '))).toBe(true);
  });

  it('are all in the reference, passed', () => {
    expect(referencePageFaults('NATS', natsContractCases)).toEqual([]);
  });

  it('leaves nothing out for a server that it starts', () => {
    expect(
      natsCasesNotApplicable({ started: 'here', start: () => Promise.reject(new Error('not started')) }),
    ).toEqual([]);
  });
});
