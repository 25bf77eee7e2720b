import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';

const libraries = '/usr/lib';

const faketime = (): string => {
  const found = readdirSync(libraries)
    .map((each) => join(libraries, each, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('The package faketime is not installed');
  return found;
};

/** The wall clock of processes that are started with `env`: it can be set while they run. */
export type SettableClock = Readonly<{
  env: Readonly<Record<string, string>>;
  /** Seconds by which it is ahead of the machine's; less than zero is behind. */
  set: (seconds: number) => void;
}>;

export const settableClock = (seconds: number): SettableClock => {
  const offset = join(temporaryFolder(), 'offset');
  const set = (ahead: number) => writeFileSync(offset, `${ahead < 0 ? '' : '+'}${ahead}`);
  set(seconds);
  return {
    env: {
      LD_PRELOAD: faketime(),
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
  };
};
