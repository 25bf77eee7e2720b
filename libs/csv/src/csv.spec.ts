import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvField, csvLine } from './csv.js';

/** A reader of RFC 4180, written for this test. */
const fieldsOf = (line: string): readonly string[] => {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length - 2; at += 1) {
    const character = line[at] ?? '';
    if (quoted && character === '"' && line[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
};

describe('a line of CSV', () => {
  it('reads back as what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const back = fieldsOf(csvLine(texts)).map((text, at) =>
          text === `'${texts[at]}` ? text.slice(1) : text,
        );
        expect(back).toEqual(texts);
      }),
    );
    expect(csvLine(['a\r\nb', 'say "x"', 'ключ'])).toBe('"a\r\nb","say ""x""",ключ\r\n');
  });

  it('has no field that a spreadsheet takes for a formula', () => {
    for (const text of ['=cmd()', '+1', '-1', '@x', '\t=x', '\r=x', ' =x', '\n@x', '\tx']) {
      expect(csvField(text).replace(/^"/, '')).toMatch(/^'/);
    }
    for (const text of ['a=b', "it's", '1-2', '']) expect(csvField(text)).toBe(text);
  });
});
