/**
 * Makes of the built apps one package, `dist/cli`, which `npm pack` takes and which runs alone. Nearly everything is in it.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'dist/cli');
const inputsFile = join(root, 'dist/cli.inputs.json');

/** Installed beside it: with native code, or with files that are served. The value is the package that names the version. */
const beside = {
  lmdb: '.',
  '@node-rs/argon2': '.',
  '@node-rs/bcrypt': '.',
  'swagger-ui-dist': 'node_modules/@nestjs/swagger',
};

/** What some packages look for and do without is not installed here either. */
const absentPackages = {
  name: 'absent packages',
  setup: ({ onResolve, resolve: find }) =>
    onResolve({ filter: /^[@a-z]/ }, async ({ path, pluginData, kind, resolveDir, importer }) => {
      if (pluginData === 'looked for' || kind === 'entry-point') return undefined;
      const { errors, ...found } = await find(path, { kind, resolveDir, importer, pluginData: 'looked for' });
      return errors.length > 0 ? { path, external: true } : found;
    }),
};

/** Nest loads its parts by names that a bundler does not follow. */
const partsOfNest = {
  name: 'parts of Nest',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@nestjs\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('const require = createRequire(import.meta.url);', '')
        .replaceAll('createRequire(import.meta.url)(protoLoader)', "require('@grpc/proto-loader')")
        .replaceAll('createRequire(import.meta.url)(', 'require('),
    })),
};

/** What CommonJS has and a module lacks. */
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL('.', import.meta.url));`;

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const manifest = () => {
  const { version, license, engines } = json('package.json');
  return {
    name: '@credstream/cli',
    version,
    description: 'The command line of Credstream, and the whole suite: credstream up',
    license,
    type: 'module',
    engines,
    bin: {
      credstream: './dist/credstream.js',
      'docker-credential-credstream': './dist/docker-credential-credstream.js',
    },
    files: ['dist', 'proto', 'console'],
    dependencies: Object.fromEntries(
      Object.entries(beside).map(([name, by]) => [name, json(join(by, 'package.json')).dependencies[name]]),
    ),
  };
};

const isFresh = () => {
  if (!existsSync(inputsFile) || !existsSync(target)) return false;
  const { mtimeMs } = statSync(inputsFile);
  return JSON.parse(readFileSync(inputsFile, 'utf8')).every(
    (path) => (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= mtimeMs,
  );
};

/** Does nothing when nothing of it has changed. */
export const packageCli = async () => {
  if (isFresh()) return;
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      credstream: 'apps/cli/dist/main.js',
      'docker-credential-credstream': 'apps/cli/dist/docker-credential-main.js',
    },
    outdir: join(target, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    keepNames: true,
    external: Object.keys(beside),
    plugins: [absentPackages, partsOfNest],
    banner: { js: banner },
    metafile: true,
    logLevel: 'error',
  });
  cpSync(join(root, 'libs/contracts/proto'), join(target, 'proto'), { recursive: true });
  // Its files have other names when they change.
  rmSync(join(target, 'console'), { recursive: true, force: true });
  cpSync(join(root, 'apps/console/dist'), join(target, 'console'), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  cpSync(join(root, 'apps/cli/README.md'), join(target, 'README.md'));
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  // A suite that runs meanwhile has read its own by now.
  const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(join(target, 'dist')))
    if (!written.has(name)) rmSync(join(target, 'dist', name));
  const inputs = [
    ...Object.keys(metafile.inputs),
    'package.json',
    'tools/package-cli.mjs',
    'apps/console/dist/index.html',
  ];
  writeFileSync(inputsFile, JSON.stringify(inputs));
};
