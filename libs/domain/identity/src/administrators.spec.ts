import { specificationOf } from '@credstream/testing';
import { describe, it } from '@jest/globals';
import {
  type AdministratorsCommand,
  administratorsDecider,
  type AdministratorsEvent,
} from './administrators.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(administratorsDecider, { now });

const added = (userId: string, userRevision = 1): AdministratorsEvent => ({
  type: 'AdministratorAdded',
  data: { userId, userRevision, at },
});
const removed = (userId: string, userRevision = 1): AdministratorsEvent => ({
  type: 'AdministratorRemoved',
  data: { userId, userRevision, at },
});
const add = (userId: string, userRevision = 1): AdministratorsCommand => ({
  type: 'AddAdministrator',
  data: { userId, userRevision },
});
const remove = (userId: string, userRevision = 1): AdministratorsCommand => ({
  type: 'RemoveAdministrator',
  data: { userId, userRevision },
});

describe('the system administrators', () => {
  it('are joined once', () => {
    given().when(add('ada')).thenEvents(added('ada'));
    given(added('ada')).when(add('ada', 4)).thenNothing();
  });

  it('let one go while another stays', () =>
    given(added('ada'), added('bob')).when(remove('bob', 3)).thenEvents(removed('bob', 3)));

  it('never let the last one go', () => {
    given(added('ada')).when(remove('ada')).thenFails('user.last_administrator');
    given(added('ada'), added('bob'), removed('bob'))
      .when(remove('ada'))
      .thenFails('user.last_administrator');
  });

  it('never let go one who was not counted, when no other is left', () =>
    given().when(remove('ada')).thenFails('user.last_administrator'));

  it('stay quiet when one leaves twice', () =>
    given(added('ada'), added('bob'), removed('bob', 3)).when(remove('bob', 3)).thenNothing());

  it('remember one who leaves before being counted', () =>
    given(added('ada')).when(remove('bob', 1)).thenEvents(removed('bob', 1)));

  it('are not joined by one who has left since', () =>
    given(added('ada'), removed('bob', 1)).when(add('bob', 1)).thenNothing());

  it('are joined by one who comes back', () =>
    given(added('ada'), removed('bob', 1)).when(add('bob', 3)).thenEvents(added('bob', 3)));
});
