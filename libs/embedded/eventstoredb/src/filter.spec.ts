import { describe, expect, it } from '@jest/globals';

import { compileFilter, isHidden, UnsupportedFilter } from './filter.js';
import { encodeRecord, recordedEventOf } from './record-codec.js';

const name = (stream: string, type: string) => ({ stream, type });

describe('a filter', () => {
  it('matches prefixes at the start only', () => {
    const filter = compileFilter({ on: 'stream', regex: '', prefixes: ['order-', 'user-'] });
    expect(filter(name('user-1', ''))).toBe(true);
    expect(filter(name('my-user-1', ''))).toBe(false);
  });

  it('searches a regex anywhere and prefers it to prefixes', () => {
    const filter = compileFilter({ on: 'type', regex: 'Placed', prefixes: ['Order'] });
    expect(filter(name('', 'OrderPlaced'))).toBe(true);
    expect(filter(name('', 'OrderShipped'))).toBe(false);
  });

  it('refuses what .NET reads differently', () => {
    for (const regex of ['(?i)order', '\\Aorder', 'order\\z', '(?>a)', '(unclosed']) {
      expect(() => compileFilter({ on: 'type', regex, prefixes: [] })).toThrow(UnsupportedFilter);
    }
  });
});

const recordOf = (stream: string) =>
  recordedEventOf(
    encodeRecord(
      {
        id: '0'.repeat(36),
        type: 'T',
        isJson: true,
        customMetadata: new Uint8Array(),
        data: new Uint8Array(),
      },
      { stream, number: 0, position: 64, createdMs: 0 },
    ),
    64,
  );

describe('hidden streams', () => {
  it('are those of the engine, not of a stream subscription', () => {
    expect(isHidden(recordOf('$epoch-information'))).toBe(true);
    expect(isHidden(recordOf('$persistentsubscription-$all::g-parked'))).toBe(true);
    expect(isHidden(recordOf(`$persistentsubscription-$all::${'g'.repeat(200)}-checkpoint`))).toBe(true);
    expect(isHidden(recordOf('$persistentsubscription-s::g-parked'))).toBe(false);
    expect(isHidden(recordOf('order-1'))).toBe(false);
  });
});
