import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projects } from './workspace-files.js';

type Versions = Readonly<Record<string, string>>;
type Manifest = Readonly<{ name: string; dependencies?: Versions; devDependencies?: Versions }>;

const manifestOf = (root: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

const sourcesOf = (root: string): readonly string[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts') && !name.endsWith('.fixture.ts'),
  );

/** The package of an import: `@scope/name/door` is of `@scope/name`. */
const packageOf = (imported: string): string =>
  imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');

// Also `import('x')` and `import 'x'`; a type that is imported must be there for the type check alone.
const imports =
  /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^'.][^']*)'|\bimport\('([^'.][^']*)'\)|require\.resolve\('([^'.][^']*)'\)/gm;

const importedBy = (root: string): readonly string[] => {
  const found = new Set<string>();
  for (const name of sourcesOf(root)) {
    const text = readFileSync(join(root, 'src', name), 'utf8');
    for (const [, one, other, resolved] of text.matchAll(imports)) {
      const imported = one ?? other ?? resolved ?? '';
      if (imported.startsWith('node:') || builtinModules.includes(imported)) continue;
      found.add(packageOf(imported));
    }
  }
  return [...found].sort();
};

const roots = projects()
  .map(({ folder }) => folder)
  .filter((folder) => /^(?:apps|libs)\//.test(folder));

describe.each(roots)('%s', (root) => {
  it('lists every package that its sources import, and no other, so that its image holds what it needs', () => {
    const { name, dependencies = {}, devDependencies = {} } = manifestOf(root);
    const imported = importedBy(root).filter((each) => each !== name);
    // What only specs use must not bring Jest into an image.
    const listed = root === 'libs/testing' ? devDependencies : dependencies;
    expect(Object.keys(listed).sort()).toEqual(imported);
  });
});
