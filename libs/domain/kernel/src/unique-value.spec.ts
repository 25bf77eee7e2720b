import { describe, expect, it } from '@jest/globals';
import { fold } from './decider.js';
import { defineError, DomainError } from './errors.js';
import type { UniqueValueCommand, UniqueValueEvent } from './unique-value.js';
import { uniqueValue, valueStream } from './unique-value.js';

class ColourTaken extends defineError('spec.colour_taken', 'conflict', 'This colour is taken') {}

const colours = uniqueValue('Colour', ColourTaken);
const { decider } = colours;
const now = new Date('2026-03-01T12:00:00Z');
const decide = (history: readonly UniqueValueEvent<'Colour'>[], command: UniqueValueCommand<'Colour'>) =>
  decider.decide(command, fold(decider, history), { now });

const reservedBy = (holderId: string, at = '2026-03-01T12:00:00Z') =>
  ({ type: 'ColourReserved', data: { holderId, at } }) as const;
const releasedBy = (holderId: string) =>
  ({ type: 'ColourReleased', data: { holderId, at: '2026-03-01T12:00:00Z' } }) as const;
const reserve = (holderId: string, presentHolderUsesIt = false) =>
  ({ type: 'ReserveColour', data: { holderId, presentHolderUsesIt } }) as const;
const release = (holderId: string) => ({ type: 'ReleaseColour', data: { holderId } }) as const;

describe('a value that only one may have', () => {
  it('goes to the first who wants it', () => {
    expect(decide([], reserve('a'))).toEqual([reservedBy('a')]);
  });

  it('is refused to others while its holder uses it', () => {
    expect(() => decide([reservedBy('a', '2020-01-01T00:00:00Z')], reserve('b', true))).toThrow(ColourTaken);
  });

  it('is refused to others for a minute, while its holder is being made', () => {
    expect(() => decide([reservedBy('a', '2026-03-01T11:59:01Z')], reserve('b'))).toThrow(ColourTaken);
  });

  it('goes to another when its holder came to nothing or uses it no more', () => {
    expect(decide([reservedBy('a', '2026-03-01T11:59:00Z')], reserve('b'))).toEqual([reservedBy('b')]);
  });

  it('stays with a holder who asks again', () => {
    expect(decide([reservedBy('a')], reserve('a', true))).toEqual([]);
  });

  it('is reserved anew for a holder whose first try came to nothing, so that nobody takes it meanwhile', () => {
    const history = [reservedBy('a', '2026-01-01T00:00:00Z')];
    expect(decide(history, reserve('a'))).toEqual([reservedBy('a')]);
  });

  it('is given back by its holder, and is free at once', () => {
    expect(decide([reservedBy('a')], release('a'))).toEqual([releasedBy('a')]);
    expect(decide([reservedBy('a'), releasedBy('a')], reserve('b'))).toEqual([reservedBy('b')]);
  });

  it('cannot be given back by another, nor twice', () => {
    expect(decide([reservedBy('a')], release('b'))).toEqual([]);
    expect(decide([reservedBy('a'), releasedBy('a')], release('a'))).toEqual([]);
    expect(decide([], release('a'))).toEqual([]);
  });

  it('has a stream named by its hash, which tells its parts apart', () => {
    expect(valueStream('colour', 'a', 'bc')).toMatch(/^colour-[0-9a-f]{64}$/);
    expect(valueStream('colour', 'a', 'bc')).not.toBe(valueStream('colour', 'ab', 'c'));
    expect(valueStream('colour', 'red')).toBe(valueStream('colour', 'red'));
  });
});

describe('a refusal', () => {
  it('has a code, a kind and words', () => {
    const refusal = new ColourTaken();
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({
      code: 'spec.colour_taken',
      kind: 'conflict',
      message: 'This colour is taken',
      name: 'ColourTaken',
    });
  });
});
