import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const sources = readdirSync('libs/sdk/src').filter((name) => !name.endsWith('.spec.ts'));

describe('the client library', () => {
  it('uses nothing that a browser lacks', () => {
    const texts = sources.map((name) => readFileSync(`libs/sdk/src/${name}`, 'utf8'));
    expect(texts.filter((text) => /from 'node:|\bprocess\.|\bBuffer\b|\brequire\(/.test(text))).toEqual([]);
  });
});
