import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Nothing is reported to its maker, and no newer version is looked for. */
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' };

type Report = Readonly<{
  totals: Readonly<{ errors: number; warnings: number; ignored: number }>;
  problems: readonly Readonly<{ ruleId: string; message: string }>[];
}>;

/** What redocly's recommended rules say of a document. */
const lint = (path: string): Report => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-redocly-'));
  try {
    const config = join(folder, 'redocly.yaml');
    writeFileSync(config, 'extends: [recommended]\n');
    const args = ['lint', path, '--config', config, '--format', 'json', '--max-problems', '100'];
    const { stdout } = spawnSync(process.execPath, ['node_modules/@redocly/cli/bin/cli.js', ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...quiet },
    });
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('the OpenAPI document', () => {
  it('has no errors and no warnings by the recommended rules of redocly', () => {
    const { totals, problems } = lint('docs/reference/openapi.json');
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
  });

  it('would not pass with a fault in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'credstream-openapi-'));
    try {
      const path = join(folder, 'openapi.json');
      writeFileSync(
        path,
        JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} }),
      );
      expect(lint(path).totals.warnings + lint(path).totals.errors).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
