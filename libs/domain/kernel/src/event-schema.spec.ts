import { describe, expect, it } from '@jest/globals';
import type { Event } from './decider.js';
import { currentShapes } from './event-schema.js';

type Lamp = Event<'LampLit', { at: string }> | Event<'LampBroken', { at: string }>;
const schema = currentShapes<Lamp>({ LampLit: true, LampBroken: true });

describe('a schema whose shapes are all current', () => {
  it('reads back what it writes', () => {
    const event: Lamp = { type: 'LampLit', data: { at: '2026-03-01T12:00:00Z' } };
    expect(schema.read(schema.write(event))).toEqual(event);
  });

  it.each(['LampStolen', 'toString', ''])('does not know %s', (type) => {
    expect(schema.read({ type, data: {} })).toBeUndefined();
  });
});
