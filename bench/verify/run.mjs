/** R1, R2 and R18: what a verification costs, and how fast a revoke is in force. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { markdown } from './markdown.mjs';
import { measureRevocation } from './revocation.mjs';
import { measureThroughput } from './throughput.mjs';

const results = join(import.meta.dirname, '../results');
const isQuick = process.argv.includes('--quick');
const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-'));
try {
  const result = {
    benchmark: 'verify',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: machine('every append of the embedded event store, before it is answered'),
    throughput: await measureThroughput({ folder, isQuick }),
    revocation: await measureRevocation({ folder, isQuick }),
  };
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'verify.json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(results, 'verify.md'), markdown(result));
  process.stdout.write(markdown(result));
} finally {
  rmSync(folder, { recursive: true });
}
