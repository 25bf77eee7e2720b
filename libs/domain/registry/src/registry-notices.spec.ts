import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import {
  bucketBefore,
  isTimely,
  maxNoticesPerMinute,
  noticeBucket,
  type RegistryNotice,
  registryNotices,
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

describe('an image of several platforms', () => {
  const visit = { actor: 'ci', ip: '192.0.2.7', client: 'docker/20.10' };
  const pulled = (id: string, seconds: number, more: Partial<RegistryNotice> = {}): RegistryNotice => ({
    ...{ ...notice(id), ...visit, digest: `sha256:${id}` },
    at: `2027-03-01T12:00:${String(seconds).padStart(2, '0')}Z`,
    ...more,
  });
  const index = pulled('i', 20, { isIndex: true, tag: 'v1' });
  const tells = (...notices: RegistryNotice[]) =>
    ({ type: 'NotifyRegistry', data: { registryId: 'r1', notices } }) as const;
  const told = (...notices: RegistryNotice[]) =>
    ({ type: 'RegistryNotified', data: { registryId: 'r1', notices, at } }) as const;

  it('is pulled once: what its client takes from it is a part', () => {
    const image = pulled('m', 21);
    const part = { ...image, partOf: 'i' };
    given().when(tells(index, image)).thenEvents(told(index, part));
    given(told(index)).when(tells(image)).thenEvents(told(part));
    given(told(index, part)).when(tells(image)).thenNothing();
  });

  it.each<[string, Partial<RegistryNotice>]>([
    ['another client', { client: 'skopeo' }],
    ['another address', { ip: '192.0.2.8' }],
    ['somebody else', { actor: 'ada' }],
    ['another repository', { repository: 'team/other' }],
    ['a name', { tag: 'v2' }],
    ['another index', { isIndex: true }],
    ['a later time', { at: '2027-03-01T12:00:40Z' }],
    ['another act', { action: 'delete' }],
  ])('has no part that is of %s', (_what, more) => {
    const image = pulled('m', 21, more);
    given(told(index)).when(tells(image)).thenEvents(told(image));
  });

  it('may be pulled at the end of a minute, and its part in the next', () => {
    const image = pulled('m', 3);
    const earlier = new Map([
      [
        JSON.stringify(['team/app', 'ci', '192.0.2.7', 'docker/20.10']),
        { id: 'i', at: '2027-03-01T11:59:59Z' },
      ],
    ]);
    expect(bucketBefore('r1', image)).toBe('r1.202703011159');
    expect([bucketBefore('r1', pulled('m', 30)), bucketBefore('r1', pulled('m', 3, { tag: 'v1' }))]).toEqual([
      undefined,
      undefined,
    ]);
    given()
      .when({ type: 'NotifyRegistry', data: { registryId: 'r1', notices: [image], earlier } })
      .thenEvents(told({ ...image, partOf: 'i' }));
  });
});
