import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { fieldsOf } from './declared-fields.js';
import { Count, Flag, Nested, NestedList, Text, TextList } from './fields.js';
import { fillReply, replyFaults } from './replies.js';
import { Versioned } from './versioned.messages.js';

class Limit {
  @Count() uses!: number;
}

class Thing {
  @Text() name!: string;
  @Flag() active!: boolean;
  @TextList() tags!: readonly string[];
  @TextList({ optional: true }) notes?: readonly string[];
  @Nested(Limit) limit!: Limit;
  @Nested(Limit, { optional: true }) spare?: Limit;
}

class ThingReply extends Versioned {
  @Nested(Thing) thing!: Thing;
  @NestedList(Thing) others!: readonly Thing[];
}

const thing = { name: 'a', active: true, tags: ['b'], limit: { uses: 1 } };
const whole = { thing, others: [thing], revision: 3, position: '17' };

describe('a reply that came over gRPC', () => {
  it('has again what gRPC leaves out, at every depth, and nothing else', () => {
    const empty = { name: '', active: false, tags: [], limit: { uses: 0 } };
    expect(fillReply(ThingReply, { thing: {}, others: [{ name: 'a' }], position: '17' })).toEqual({
      thing: empty,
      others: [{ ...empty, name: 'a' }],
      revision: 0,
      position: '17',
    });
  });

  it('is left as it is when nothing was left out', () => {
    expect(fillReply(ThingReply, structuredClone(whole))).toEqual(whole);
  });
});

describe('the fields of a message', () => {
  class Named extends Versioned {
    @Text({ optional: true }) override position!: string;
    @Flag() last!: boolean;
  }

  it('are those of its class and of what it extends, each once, as it was declared last', () => {
    expect(fieldsOf(Named).map(({ name, optional }) => [name, optional])).toEqual([
      ['revision', false],
      ['position', true],
      ['last', false],
    ]);
  });
});

describe('a reply', () => {
  it('as its class says has no fault', () => {
    expect(replyFaults(ThingReply, { ...whole, later: undefined })).toEqual([]);
  });

  it.each([
    [{ colour: 'red' }, 'colour is not a field of ThingReply'],
    [{ thing: { ...thing, colour: 'red' } }, 'thing.colour is not a field of Thing'],
    [{ others: [thing, { ...thing, size: 1 }] }, 'others.size is not a field of Thing'],
    [{ revision: undefined }, 'revision is missing'],
    [{ revision: '3' }, 'revision is no whole'],
    [{ revision: 1.5 }, 'revision is no whole'],
    [{ revision: 3n }, 'revision is no whole'],
    [{ position: 17 }, 'position is no text'],
    [{ others: thing }, 'others is no list'],
    [{ thing: null }, 'thing is no nested'],
    [{ thing: { ...thing, active: 'yes' } }, 'thing.active is no flag'],
    [
      { thing: { ...thing, notes: [] } },
      'thing.notes is empty, and gRPC would leave it out: it has to be absent',
    ],
  ])('with %p says: %s', (change, fault) => {
    expect(replyFaults(ThingReply, { ...whole, ...change })).toEqual([fault]);
  });
});
