import type { Command, Decider, Event } from '@credstream/domain-kernel';
import { defineError } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { specificationOf } from './specification.js';

class LampBroken extends defineError('lamp.broken', 'conflict', 'The lamp is broken') {}

type Lamp = 'dark' | 'lit' | 'broken';
type LampEvent = Event<'Lit', { at: string }> | Event<'Broken'>;

const lamp: Decider<Lamp, Command<'Light'>, LampEvent> = {
  initialState: () => 'dark',
  evolve: (_state, event) => (event.type === 'Lit' ? 'lit' : 'broken'),
  decide: (_command, state, { now }) => {
    if (state === 'broken') throw new LampBroken();
    return state === 'lit' ? [] : [{ type: 'Lit', data: { at: now.toISOString() } }];
  },
};
const now = new Date('2026-03-01T12:00:00Z');
const given = specificationOf(lamp, { now });
const light = { type: 'Light', data: {} } as const;
const lit = { type: 'Lit', data: { at: '2026-03-01T12:00:00.000Z' } } as const;
const broken = { type: 'Broken', data: {} } as const;

describe('a specification', () => {
  it('holds when the decider does what it says', () => {
    given().when(light).thenEvents(lit);
    given(lit).when(light).thenNothing();
    given(lit, broken).when(light).thenFails('lamp.broken');
  });

  it('does not hold when the decider does anything else', () => {
    expect(() => given().when(light).thenNothing()).toThrow();
    expect(() =>
      given()
        .when(light)
        .thenEvents({ type: 'Lit', data: { at: 'later' } }),
    ).toThrow();
    expect(() => given().when(light).thenFails('lamp.broken')).toThrow();
    expect(() => given(broken).when(light).thenFails('lamp.dark')).toThrow();
    expect(() => given(broken).when(light).thenNothing()).toThrow();
  });

  it('lets a bug through as it is, so that it is not taken for a refusal', () => {
    const failing: typeof lamp = {
      ...lamp,
      decide: () => {
        throw new TypeError('a bug');
      },
    };
    expect(() => specificationOf(failing, { now })().when(light).thenFails('lamp.broken')).toThrow('a bug');
  });
});
