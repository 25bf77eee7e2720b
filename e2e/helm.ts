import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { type ContainerClient, mustRun } from './container-clients.js';
import { type HelmGeneration, helmProgram } from './kubernetes-programs.js';
import { runProgram } from './run-program.js';

/** Answers how to make users of helm of this generation. They push a chart of a few lines. */
export const installHelm = async (generation: HelmGeneration): Promise<() => ContainerClient> => {
  const program = await helmProgram(generation);
  return () => {
    const home = temporaryFolder();
    const env = { HOME: home };
    const run = (args: readonly string[], input = '') => runProgram(program, args, { input, env });
    /** `localhost:5000/team/app:1` is version 1.0.0 of the chart app. */
    const partsOf = (name: string) => {
      const [, folder = '', chart = '', tag = ''] = /^(.*)\/([^/:]+):(\d+)$/.exec(name) ?? [];
      return { folder: `oci://${folder}`, chart, version: `${tag}.0.0` };
    };
    // helm 3 speaks plain HTTP to localhost by itself, and has no option for it at login.
    const plain = generation === 3 ? [] : ['--plain-http'];
    return {
      login: (host, { username, password }) =>
        run(['registry', 'login', ...plain, '-u', username, '--password-stdin', host], password),
      push: async (name) => {
        const { folder, chart, version } = partsOf(name);
        const source = join(home, chart);
        await mkdir(source, { recursive: true });
        const described = ['apiVersion: v2', `name: ${chart}`, `version: ${version}`].join('\n');
        await writeFile(join(source, 'Chart.yaml'), described);
        await mustRun(program, ['package', source, '--destination', home], env);
        return run(['push', '--plain-http', join(home, `${chart}-${version}.tgz`), folder]);
      },
      pull: (name) => {
        const { folder, chart, version } = partsOf(name);
        const to = ['--destination', temporaryFolder()];
        return run(['pull', '--plain-http', `${folder}/${chart}`, '--version', version, ...to]);
      },
    };
  };
};
