import { currentShapes, type Event, ServiceUnavailable } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { createLogger, nestLogger } from './logger.js';

const logTo = (level = 'trace') => {
  const lines: string[] = [];
  const log = createLogger('apikey-service', level, { write: (line) => void lines.push(line) });
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

const names = [
  'password',
  'secret',
  'key',
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'authorization',
  'cookie',
  'idempotencyKey',
  'sealedPart',
];

currentShapes<Event<'LampSealed', { sealedPart: string }>>({ LampSealed: { withheld: ['sealedPart'] } });

describe('the log', () => {
  it('is one JSON object a line, with the service and the message', () => {
    const { log, lines, entries } = logTo();
    log.info({ stream: 'apikey-1' }, 'recorded\nwith a line break');
    expect(lines).toHaveLength(1);
    expect(lines[0]!.trimEnd()).not.toContain('\n');
    expect(entries()[0]).toMatchObject({
      service: 'apikey-service',
      stream: 'apikey-1',
      msg: 'recorded\nwith a line break',
    });
  });

  it.each(names)('never shows what stands under %s, at any of the first three depths', (name) => {
    const { log, lines, entries } = logTo();
    const held = { [name]: 'hunter2' };
    log.info({ ...held, request: held, outer: { headers: held }, stays: 'visible' }, 'asked');
    expect(lines.join('')).not.toContain('hunter2');
    expect(entries()[0]).toMatchObject({ [name]: '[redacted]', stays: 'visible' });
  });

  it('shows an error with its cause', () => {
    const { log, lines } = logTo();
    log.error({ err: new Error('the view broke', { cause: new Error('the database is away') }) }, 'failed');
    expect(lines.join('')).toContain('the view broke');
    expect(lines.join('')).toContain('the database is away');
  });

  it('shows what was foreseen with its cause and no stack, and a fault of ours with its stack', () => {
    const { log, entries } = logTo();
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    log.error({ err: new ServiceUnavailable('Vault is away', {}, away) }, 'not now');
    log.error({ err: new ServiceUnavailable('no answer', {}, new TypeError('x is not a function')) }, 'ours');
    log.error({ err: new TypeError('y is not a function') }, 'ours');
    expect(entries()[0]?.['err']).toEqual({
      type: 'ServiceUnavailable',
      code: 'request.unavailable',
      message: 'Vault is away: connect ECONNREFUSED',
    });
    for (const entry of entries().slice(1)) {
      expect(entry['err']).toMatchObject({ stack: expect.stringContaining('is not a function') });
    }
  });

  it('keeps to its level', () => {
    const { log, lines } = logTo('warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines).toHaveLength(1);
  });

  it('takes what Nest says: its start-up as debug, its errors with the stack', () => {
    const { log, entries } = logTo();
    const nest = nestLogger(log);
    nest.log('Mapped a route');
    nest.warn('Careful');
    nest.error(new Error('It broke'));
    expect(entries().map(({ level, from, msg }) => [level, from, msg])).toEqual([
      [20, 'nest', 'Mapped a route'],
      [40, 'nest', 'Careful'],
      [50, 'nest', 'Error: It broke'],
    ]);
    expect(entries()[2]).toMatchObject({ err: { message: 'It broke', stack: expect.any(String) } });
  });
});
