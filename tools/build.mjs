/** Builds one project: `src/**` to `dist/**`, sources by swc, other files (protos, pages) as they are. */
import { transformFile } from '@swc/core';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const [projectRoot] = process.argv.slice(2);
const source = resolve(projectRoot, 'src');
const target = resolve(projectRoot, 'dist');

rmSync(target, { recursive: true, force: true });
for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.spec.ts')) continue;
  const from = join(entry.parentPath, entry.name);
  const to = join(target, from.slice(source.length + 1));
  mkdirSync(dirname(to), { recursive: true });
  if (!entry.name.endsWith('.ts')) {
    cpSync(from, to);
    continue;
  }
  const { code, map } = await transformFile(from, { configFile: resolve('.swcrc') });
  const output = to.replace(/\.ts$/, '.js');
  writeFileSync(output, `${code}\n//# sourceMappingURL=${entry.name.replace(/\.ts$/, '.js.map')}\n`);
  writeFileSync(`${output}.map`, map);
}
