import { specificationOf } from '@credstream/testing';
import { describe, it } from '@jest/globals';
import { firstPasswordDecider, type FirstPasswordEvent } from './first-password.js';

const at = '2026-03-01T12:00:00Z';
const given = specificationOf(firstPasswordDecider, { now: new Date(at) });

const made = (passwordHash: string): FirstPasswordEvent => ({
  type: 'FirstPasswordMade',
  data: { passwordHash, at },
});
const shown = (passwordHash: string): FirstPasswordEvent => ({
  type: 'FirstPasswordShown',
  data: { passwordHash, at },
});

describe('a first password', () => {
  it('is made as often as nobody has seen the one before', () => {
    given()
      .when({ type: 'MakeFirstPassword', data: { passwordHash: 'a' } })
      .thenEvents(made('a'));
    given(made('a'))
      .when({ type: 'MakeFirstPassword', data: { passwordHash: 'b' } })
      .thenEvents(made('b'));
  });

  it('is shown once; it does not matter which others were made', () => {
    given(made('a'), made('b'))
      .when({ type: 'ShowFirstPassword', data: { passwordHash: 'a' } })
      .thenEvents(shown('a'));
    given(made('a'), shown('a'), made('b'))
      .when({ type: 'ShowFirstPassword', data: { passwordHash: 'a' } })
      .thenNothing();
  });

  it('that was not made is not shown', () =>
    given(made('a'))
      .when({ type: 'ShowFirstPassword', data: { passwordHash: 'b' } })
      .thenNothing());
});
