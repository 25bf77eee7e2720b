import { type Child, type Exit, startChild, type Variables } from './child.js';

export const administrator = 'admin';
export const administratorPassword = 'correct horse battery';

const program = 'dist/cli/dist/credstream.js';

export type Suite = Readonly<{
  /** The address that it printed. */
  url: string;
  port: string;
  /** All of what it printed. */
  greeting: string;
  /** Milliseconds from the start to the greeting. */
  startedInMs: number;
  /** Is it there, and ready? */
  answers: () => Promise<boolean>;
  /** By SIGTERM. */
  stop: () => Promise<Exit>;
  /** By SIGKILL: nothing is flushed, nothing is closed. */
  kill: () => Promise<Exit>;
}>;

export type SuiteOptions = Readonly<{
  dataDir: string;
  /** Any free one when absent. */
  port?: string;
  /** On top of the administrator's password, which `undefined` takes away. */
  env?: Variables;
  /** The executable of Node; the one that runs the tests when absent. */
  node?: string;
  /** What follows `up`. */
  words?: readonly string[];
}>;

/** `credstream up`, as built; not waited for. */
export const launchSuite = ({
  dataDir,
  port = '0',
  env = {},
  node = process.execPath,
  words = [],
}: SuiteOptions): Child =>
  startChild(node, [program, 'up', ...words], {
    env: {
      CREDSTREAM_DATA_DIR: dataDir,
      CREDSTREAM_PORT: port,
      CREDSTREAM_ADMIN_PASSWORD: administratorPassword,
      CREDSTREAM_CHECK_REPLIES: 'on',
      ...env,
    },
  });

/** `credstream up`, once it has printed that it is ready. */
export const startSuite = async (options: SuiteOptions): Promise<Suite> => {
  const began = performance.now();
  const child = launchSuite(options);
  const [, url = '', port = ''] = await child.prints(
    /^Credstream is ready: (http:\/\/\S+:(\d+)).*\/authorize$/ms,
  );
  const startedInMs = Math.round(performance.now() - began);
  return {
    url,
    port,
    greeting: child.stdout(),
    startedInMs,
    answers: () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    stop: () => child.end('SIGTERM'),
    kill: () => child.end('SIGKILL'),
  };
};
