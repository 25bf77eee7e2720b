/**
 * Builds one project: `src/**` to `dist/**`, sources by swc, other files as they are. What is there stays in
 * place until it is replaced, so that a running suite survives a build; what has no source any more goes.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformFile } from '@swc/core';

const [projectRoot] = process.argv.slice(2);
const source = resolve(projectRoot, 'src');
const target = resolve(projectRoot, 'dist');

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const written = new Set();
const output = (path, write) => {
  mkdirSync(dirname(path), { recursive: true });
  write(path);
  written.add(path);
};

for (const from of filesIn(source)) {
  if (from.endsWith('.spec.ts')) continue;
  const to = join(target, from.slice(source.length + 1));
  if (!from.endsWith('.ts')) {
    output(to, (path) => cpSync(from, path));
    continue;
  }
  const { code, map } = await transformFile(from, { configFile: resolve('.swcrc') });
  const script = to.replace(/\.ts$/, '.js');
  const mapName = script.slice(script.lastIndexOf('/') + 1);
  output(script, (path) => writeFileSync(path, `${code}\n//# sourceMappingURL=${mapName}.map\n`));
  output(`${script}.map`, (path) => writeFileSync(path, map));
}
for (const file of filesIn(target)) if (!written.has(file)) rmSync(file);
