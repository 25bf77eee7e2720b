import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import type { RegistryCommand, RegistryCommandData } from './registry.commands.js';
import { registryDecider } from './registry.decider.js';
import type { RegistryEvent } from './registry.events.js';

const now = new Date('2027-03-01T12:00:00Z');
const at = '2027-03-01T12:00:00Z';
const given = specificationOf(registryDecider, { now });

const asked: RegistryCommandData<'CreateRegistry'> = {
  ...{ registryId: 'r1', account: 'acme', scope: 'acme', name: 'images' },
  ...{ service: 'registry.example.org', hostname: 'registry.example.org:5000', notificationHash: 'aa' },
};
const create = (more: object = {}): RegistryCommand => ({
  type: 'CreateRegistry',
  data: { ...asked, ...more },
});
const change = (data: object): RegistryCommand => ({ type: 'ChangeRegistry', data });
const created = (more: object = {}): RegistryEvent => ({
  type: 'RegistryCreated',
  data: {
    ...asked,
    ...{ tokenMode: 'universal', offlineTokens: false, anonymousPull: [], ipAllowList: [], projects: [] },
    createdAt: at,
    ...more,
  },
});

describe('a registry', () => {
  it('is made with defaults', () => given().when(create()).thenEvents(created()));

  it('is not made twice', () => {
    given(created()).when(create()).thenFails('registry.already_exists');
    given(created(), { type: 'RegistryDeleted', data: { at } })
      .when(create())
      .thenFails('registry.already_exists');
  });

  it.each(['abc', `a${'b'.repeat(62)}`, 'a-1'])('can be called %s', (name) =>
    given().when(create({ name })).thenEvents(created({ name })),
  );

  it.each(['ab', `a${'b'.repeat(63)}`, 'Abc', '1bc', 'ab-', 'a_c', 'a.c', 'реестр', 'a b', 'abc\n'])(
    'cannot be called %j',
    (name) => given().when(create({ name })).thenFails('registry.name_invalid'),
  );

  it.each(['', 'a"b', 'a\\b', ' a', 'a ', 'реестр', 'a'.repeat(256), 'a\nb'])(
    'has no service %j',
    (service) => given().when(create({ service })).thenFails('registry.service_invalid'),
  );

  it.each(['https://a.example', 'A.example', 'a.example/team', 'a.example:0', 'a.example:70000', 'a..b', ''])(
    'has no hostname %j',
    (hostname) => given().when(create({ hostname })).thenFails('registry.hostname_invalid'),
  );

  it.each(['localhost', 'localhost:5000', '[::1]:5000', '10.0.0.1:5000', 'a.example'])(
    'is at %s',
    (hostname) => given().when(create({ hostname })).thenEvents(created({ hostname })),
  );

  it('has at most 25 addresses; one without a prefix is a range of one', () => {
    given()
      .when(create({ ipAllowList: ['192.0.2.7', '2001:db8::1', '192.0.2.77/24', '192.0.2.0/24'] }))
      .thenEvents(created({ ipAllowList: ['192.0.2.7/32', '2001:db8::1/128', '192.0.2.0/24'] }));
    const many = Array.from({ length: 26 }, (_, index) => `10.0.0.${index}`);
    given()
      .when(create({ ipAllowList: many.slice(1) }))
      .thenEvents(created({ ipAllowList: many.slice(1).map((each) => `${each}/32`) }));
    given()
      .when(create({ ipAllowList: many }))
      .thenFails('registry.ip_allow_list_invalid');
    given()
      .when(create({ ipAllowList: ['10.0.0.0/33'] }))
      .thenFails('registry.ip_allow_list_invalid');
  });

  it('says which repositories anybody may pull', () => {
    given()
      .when(create({ anonymousPull: ['public/*', 'public/*'] }))
      .thenEvents(created({ anonymousPull: ['public/*'] }));
    given()
      .when(create({ anonymousPull: ['Public/*'] }))
      .thenFails('registry.anonymous_pull_invalid');
  });

  it('says which project a name means, each once and within its scope', () => {
    const place = { project: 'team', scope: 'acme/research/team' };
    given()
      .when(create({ projects: [place] }))
      .thenEvents(created({ projects: [place] }));
    for (const wrong of [
      [place, place],
      [{ ...place, scope: 'other/team' }],
      [{ ...place, project: 'Team' }],
      [{ ...place, project: 'team/app' }],
    ]) {
      given()
        .when(create({ projects: wrong }))
        .thenFails('registry.projects_invalid');
    }
  });

  it('records of a change what is another now, and nothing when all is the same', () => {
    given(created())
      .when(change({ hostname: 'new.example.org', offlineTokens: false }))
      .thenEvents({ type: 'RegistryChanged', data: { hostname: 'new.example.org', at } });
    given(created())
      .when(change({ offlineTokens: false, ipAllowList: [] }))
      .thenNothing();
    given(created({ ipAllowList: ['10.0.0.0/8'] }))
      .when(change({ ipAllowList: [] }))
      .thenEvents({ type: 'RegistryChanged', data: { ipAllowList: [], at } });
  });

  it('is gone when it is deleted', () => {
    given(created())
      .when({ type: 'DeleteRegistry', data: {} })
      .thenEvents({ type: 'RegistryDeleted', data: { at } });
    given(created(), { type: 'RegistryDeleted', data: { at } })
      .when(change({ offlineTokens: true }))
      .thenFails('registry.not_found');
  });

  it('gets another token for its notifications', () => {
    const rotated: RegistryEvent = {
      type: 'RegistryNotificationTokenRotated',
      data: { notificationHash: 'bb', at },
    };
    given(created())
      .when({ type: 'RotateNotificationToken', data: { notificationHash: 'bb' } })
      .thenEvents(rotated);
    const state = [created(), rotated].reduce(registryDecider.evolve, registryDecider.initialState());
    expect(state).toMatchObject({ notificationHash: 'bb' });
  });
});
