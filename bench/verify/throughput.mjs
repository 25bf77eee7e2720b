import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey } from '@credstream/crypto';
import { startChild } from '../kit/child.mjs';
import { race } from '../kit/rounds.mjs';

const keysInUse = 1_000;
const here = (name) => join(import.meta.dirname, name);

/** R1 and R2: what it costs to tell a good key, measured against a route that does nothing. */
export const measureThroughput = async ({ folder, isQuick, execArgv = [] }) => {
  const indexed = isQuick ? 100_000 : 1_000_000;
  const keys = join(folder, 'keys');
  writeFileSync(keys, Array.from({ length: keysInUse }, () => `${createKey('cs_key').value}\n`).join(''));
  process.env.BENCH_KEYS = keys;
  const children = [];
  const start = async (name, program, options) => {
    const child = await startChild(here(program), options);
    children.push(child);
    return { ...child, name };
  };
  try {
    const contestants = [
      await start('bare Fastify route', 'bare-fastify.mjs'),
      await start('node:http', 'node-http.mjs'),
      await start('GET /authorize', 'gateway.mjs', {
        args: [keys, String(indexed)],
        execArgv: ['--max-old-space-size=8192', ...execArgv],
      }),
    ];
    const { ratio, ...measured } = await race(contestants, { script: here('request.lua'), isQuick });
    return {
      keysInIndex: indexed,
      keysInUse,
      ...measured,
      ratios: [
        {
          id: 'R1',
          what: 'verify / bare route of the framework',
          value: ratio('GET /authorize', 'bare Fastify route'),
          floor: 0.75,
          stretch: 0.9,
        },
        {
          id: 'R2',
          what: 'verify / node:http',
          value: ratio('GET /authorize', 'node:http'),
          floor: 0.7,
          stretch: 0.82,
        },
      ],
    };
  } finally {
    for (const child of children) await child.stop();
  }
};
