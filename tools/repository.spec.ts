import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projects, workspaceFiles } from './workspace-files.js';

const linesWith = (files: readonly string[], pattern: RegExp): readonly string[] =>
  files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );

describe('package-lock.json', () => {
  type Entry = Readonly<{ resolved?: string; optionalDependencies?: Readonly<Record<string, string>> }>;
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Entry>;
  };

  it('names no download address, so that any registry or mirror can serve it', () => {
    const addresses = Object.values(packages).flatMap(({ resolved }) =>
      resolved !== undefined && /^[a-z+]+:/.test(resolved) ? [resolved] : [],
    );
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(addresses).toEqual([]);
  });

  it('lists the binaries of every platform; npm ci refuses a lock without them on all platforms', () => {
    const listed = new Set(
      Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    );
    const optional = Object.values(packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(optional.filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe('npm ci', () => {
  it('runs no script of a package, and nothing that it installs reports to its maker', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const { scarfSettings } = JSON.parse(readFileSync('package.json', 'utf8')) as { scarfSettings?: object };
    expect(scarfSettings).toEqual({ enabled: false });
  });
});

describe('the tests', () => {
  const specs = workspaceFiles('.spec.ts');

  it('are all run: none is skipped, focused or only announced', () => {
    const unrun =
      /(^|[^.\w])((describe|it|test)(\.\w+)*\.(only|skip|todo|failing)|f(describe|it)|x(describe|it|test))\b[.(]/;
    expect(specs.length).toBeGreaterThan(10);
    expect(linesWith(specs, unrun)).toEqual([]);
  });

  it('belong to a project each, for Jest runs projects', () => {
    const folders = projects().map(({ folder }) => `${folder}/`);
    expect(specs.filter((spec) => !folders.some((folder) => spec.startsWith(folder)))).toEqual([]);
  });
});

describe('every library', () => {
  const libraries = projects().filter(({ folder }) => folder.startsWith('libs/'));

  it('has a README', () => {
    expect(libraries.map(({ folder }) => `${folder}/README.md`).filter((path) => !existsSync(path))).toEqual(
      [],
    );
  });

  it('has a door', () => {
    expect(
      libraries.map(({ folder }) => `${folder}/src/index.ts`).filter((path) => !existsSync(path)),
    ).toEqual([]);
  });
});

describe('every project', () => {
  it('carries one tag of each axis, so that no boundary rule passes it by', () => {
    const axes = projects().map(({ name, tags }) => [name, ...tags.map((tag) => tag.split(':')[0]).sort()]);
    expect(axes.filter(([, ...found]) => found.join() !== 'scope,type')).toEqual([]);
  });
});

describe('the sources', () => {
  const sources = workspaceFiles('.ts');

  it('export by name: no default, and no star that opens a door unseen', () => {
    expect(linesWith(sources, /^\s*export\s+(default\b|\*\s*from\b)/)).toEqual([]);
  });

  it('name no folder of anyone’s machine', () => {
    const texts = ['.ts', '.mjs', '.cjs', '.md', '.json', '.yml', '.conf'].flatMap(workspaceFiles);
    expect(linesWith(texts, /(^|[\s"'`(=])\/(home|root|Users|work)\/\w/)).toEqual([]);
  });
});
