import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'credstream-clock-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

const libfaketime = (): string => {
  const root = '/usr/lib';
  const found = readdirSync(root)
    .map((each) => join(root, each, 'faketime/libfaketimeMT.so.1'))
    .find((path) => {
      try {
        return readdirSync(join(path, '..')).includes('libfaketimeMT.so.1');
      } catch {
        return false;
      }
    });
  if (found === undefined) throw new Error('The package faketime is not installed');
  return found;
};

/** A process whose wall clock can be set while it runs; it says what its clock says when it is asked. */
const startProcess = () => {
  const offset = join(folder, 'offset');
  writeFileSync(offset, '+0');
  const script = `
    import { createInterface } from 'node:readline';
    import { createClock } from ${JSON.stringify(resolve('libs/service-kit/dist/forward-clock.js'))};
    const clock = createClock();
    createInterface({ input: process.stdin }).on('line', () => {
      const jump = clock.jump() ?? 0;
      console.log(JSON.stringify({ jump, now: clock.now() - Date.now(), latest: clock.latest() - Date.now() }));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      LD_PRELOAD: libfaketime(),
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    set: (text: string) => writeFileSync(offset, text),
    ask: async () => {
      child.stdin.write('\n');
      const { value } = (await lines.next()) as { value: string };
      return JSON.parse(value) as { jump: number; now: number; latest: number };
    },
  };
};

describe('the clock of a process', () => {
  it('sees 400 days ahead and two hours back as what they are, and is right again afterwards', async () => {
    const { set, ask } = startProcess();
    const days = (ms: number) => Math.round(ms / day);
    expect(await ask()).toEqual({ jump: 0, now: expect.any(Number), latest: expect.any(Number) });
    set('+400d');
    const ahead = await ask();
    expect([days(ahead.jump), days(ahead.now), days(ahead.latest)]).toEqual([400, -400, 0]);
    set('-2h');
    const back = await ask();
    expect(Math.round(back.jump / 3_600_000)).toBe(-2);
    expect(Math.round(back.now / 3_600_000)).toBe(2);
    set('+0');
    const right = await ask();
    expect([right.jump, days(right.now), days(right.latest)]).toEqual([0, 0, 0]);
  });
});
