/** R1, R2 and R18: what a verification costs, and how fast a revoke is in force. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { writeResults } from '../kit/results.mjs';
import { markdown } from './markdown.mjs';
import { measureRevocation } from './revocation.mjs';
import { measureThroughput } from './throughput.mjs';

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
  const page = markdown(result);
  writeResults(result, page);
  process.stdout.write(page);
} finally {
  rmSync(folder, { recursive: true });
}
