import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const script = './generate-references.mjs';
const { references } = (await import(script)) as {
  references: () => Promise<Readonly<Record<string, string>>>;
};
const made = await references();

describe('the generated references', () => {
  it.each(Object.keys(made))('%s is what the code says: node tools/generate-references.mjs', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(made[path]);
  });

  it('name what everyone knows is there', () => {
    const page = (name: string) => made[`docs/reference/${name}`] ?? '';
    expect(page('errors.md')).toContain('| `apikey.not_active` | `conflict` | 409 |');
    expect(page('permissions.md')).toMatch(/`apikey\.manage` .* barred \|/);
    expect(page('subjects.md')).toMatch(
      /`apikey\.revoke\.v1` \| `ApiKeys\/Revoke` .*`id` string, `reason\?` string/,
    );
    expect(page('events.md')).toMatch(/`apikey-` \| apikey \| `ApiKeyRevoked` \| `reason\?`, `at`/);
    expect(page('openapi.json')).toContain('"/api/v1/api-keys/{id}/revoke"');
  });
});
