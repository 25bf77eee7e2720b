import { parseRanges } from '@credstream/egress';
import type { CheckSettings, TargetSecret } from '../src/target.js';

/** Of a check in the tests: loopback may be reached. */
export const onLoopback: CheckSettings = {
  allowed: parseRanges('127.0.0.0/8') ?? [],
  now: () => new Date(),
  // Machines may be slow; what hangs on purpose has a time of its own.
  withinMs: 60_000,
};

export const login = (username: string, password: string): TargetSecret => ({
  username: Buffer.from(username),
  password: Buffer.from(password),
});
