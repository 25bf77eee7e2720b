import { describe, expect, it } from '@jest/globals';

type Field = Readonly<Record<string, unknown>>;
type Message = Readonly<{ name: string; fields: readonly Field[] }>;

const script = './protos.mjs';
const { numbersOf, protoText } = (await import(script)) as {
  numbersOf: (proto: string) => object;
  protoText: (
    methods: readonly object[],
    fieldsOf: (message: Message) => readonly Field[],
    given: object,
  ) => string;
};

const field = (name: string, more: Field = {}): Field => ({
  name,
  kind: 'text',
  list: false,
  optional: false,
  ...more,
});

const proto = (fields: readonly Field[], before = ''): string =>
  protoText(
    [
      {
        context: 'thing',
        service: 'Things',
        rpc: 'Get',
        request: { name: 'Get', fields },
        reply: { name: 'Nothing', fields: [] },
      },
    ],
    (message) => message.fields,
    numbersOf(before),
  );

const messageOf = (text: string): readonly string[] =>
  /message GetRequest \{([^}]*)\}/.exec(text)?.[1]?.trim().split(/\n\s*/) ?? [];

describe('a proto that is made from classes', () => {
  const first = proto([field('a'), field('bC'), field('d', { kind: 'whole', min: 0, max: 9 })]);

  it('has the calls and the fields of the classes', () => {
    expect(first).toContain('rpc Get(GetRequest) returns (Nothing);');
    expect(messageOf(first)).toEqual(['string a = 1;', 'string b_c = 2;', 'optional int32 d = 3;']);
  });

  it('is the same when it is made again', () => {
    expect(proto([field('a'), field('bC'), field('d', { kind: 'whole', min: 0, max: 9 })], first)).toBe(
      first,
    );
  });

  it('keeps the numbers when fields change places, and gives a new field the next one', () => {
    const made = messageOf(proto([field('bC'), field('e', { kind: 'flag' }), field('a')], first));
    expect(made).toEqual(['reserved 3;', 'string a = 1;', 'string b_c = 2;', 'bool e = 4;']);
  });

  it('reserves the number of a field that is gone, for good', () => {
    const without = proto([field('a')], first);
    expect(messageOf(without)).toEqual(['reserved 2, 3;', 'string a = 1;']);
    expect(messageOf(proto([field('a'), field('bC')], without))).toEqual([
      'reserved 2, 3;',
      'string a = 1;',
      'string b_c = 4;',
    ]);
  });

  it('gives a field that is written in another form another number', () => {
    const made = messageOf(proto([field('a', { list: true }), field('bC', { optional: true })], first));
    expect(made).toEqual(['reserved 1, 3;', 'optional string b_c = 2;', 'repeated string a = 4;']);
  });

  it('lets a whole number grow', () => {
    const made = messageOf(proto([field('d', { kind: 'whole', min: 0, max: 2 ** 40 })], first));
    expect(made).toEqual(['reserved 1, 2;', 'optional int64 d = 3;']);
  });

  it('is refused when two classes have one name', () => {
    const other = { name: 'Nothing', fields: [field('a')] };
    expect(() => proto([field('a', { kind: 'nested', of: other })])).toThrow('called Nothing');
  });
});
