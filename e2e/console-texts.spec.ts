import { readFileSync } from 'node:fs';
import { credentialTypes, presetOf, providers } from '@credstream/domain-credential';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('apps/console/src/text/credentials.ts', 'utf8');

describe('what the console says of credentials', () => {
  it('is what the presets of the domain say of where to get them', () => {
    const guides = providers.map((provider) => presetOf(provider).guide);
    expect(guides.length).toBeGreaterThan(5);
    expect(guides.filter((guide) => !text.includes(guide))).toEqual([]);
  });

  it('asks for every field that a type must have', () => {
    const required = Object.values(credentialTypes).flatMap((fields) =>
      Object.entries(fields).flatMap(([name, rule]) => (rule.required ? [name] : [])),
    );
    expect(required.filter((name) => !text.includes(`name: '${name}'`))).toEqual([]);
  });
});
