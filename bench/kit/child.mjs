import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts a server program, which sends `{ url }` once it listens; ends it with SIGTERM. */
export const startChild = async (program, { args = [], env = {}, execArgv = [] } = {}) => {
  const child = fork(program, args, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${program} ended before it listened (${code})`);
  });
  const [{ url }] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return {
    url,
    pid: child.pid,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
};
