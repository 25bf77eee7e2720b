import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import {
  isTimely,
  maxNoticesPerMinute,
  noticeBucket,
  registryNotices,
  type RegistryNotice,
} from './registry-notices.js';

const at = '2027-03-01T12:00:00Z';
const now = new Date(at);
const given = specificationOf(registryNotices.decider, { now });
const notice = (id: string): RegistryNotice => ({ id, action: 'pull', repository: 'team/app', at });
const notified = (...ids: string[]) =>
  ({ type: 'RegistryNotified', data: { registryId: 'r1', notices: ids.map(notice), at } }) as const;
const notify = (...ids: string[]) =>
  ({ type: 'NotifyRegistry', data: { registryId: 'r1', notices: ids.map(notice) } }) as const;

describe('what a registry tells', () => {
  it('is recorded once, however often it is told', () => {
    given()
      .when(notify('a', 'b', 'a'))
      .thenEvents(notified('a', 'b'));
    given(notified('a', 'b')).when(notify('b', 'c')).thenEvents(notified('c'));
    given(notified('a'), notified('b')).when(notify('a', 'b')).thenNothing();
  });

  it('is bounded in each minute', () => {
    const ids = Array.from({ length: maxNoticesPerMinute }, (_, index) => `n${index}`);
    given(notified(...ids))
      .when(notify('one-more'))
      .thenFails('registry.notices_too_many');
    given(notified(...ids))
      .when(notify('n0'))
      .thenNothing();
  });

  it('comes to the same minute whenever it is told', () => {
    expect(noticeBucket('r1', '2027-03-01T12:34:56Z')).toBe('r1.202703011234');
  });

  it('is neither a month old nor of the future', () => {
    const days = (count: number) => now.getTime() + count * 86_400_000;
    expect(isTimely(days(0), now.getTime())).toBe(true);
    expect(isTimely(days(-6), now.getTime())).toBe(true);
    expect(isTimely(days(-30), now.getTime())).toBe(false);
    expect(isTimely(days(1), now.getTime())).toBe(false);
    expect(isTimely(Number.NaN, now.getTime())).toBe(false);
  });
});
