import { describe, expect, it } from '@jest/globals';
import { type AskedSink, auditSinkDecider } from './sink.decider.js';
import { auditSinkSchema, sinkSecretSchema } from './sink.events.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = '2026-03-01T12:00:00Z';
const asked: AskedSink = {
  ...{ sinkId: 's1', name: 'siem', kind: 'http', url: 'https://siem.example.org/in', account: 'acme' },
  ...{ withBookkeeping: false, fromStart: false },
};
const { decide, evolve, initialState } = auditSinkDecider;
const none = initialState();
const create = (change: Partial<AskedSink>) =>
  decide({ type: 'CreateAuditSink', data: { ...asked, ...change } }, none, { now });
const pathsOf = (change: Partial<AskedSink>): readonly string[] => {
  try {
    create(change);
    return [];
  } catch (error) {
    return (error as { details: { errors: { path: string }[] } }).details.errors.map(({ path }) => path);
  }
};

describe('a sink', () => {
  it('is created once, and deleted once', () => {
    const [created] = create({});
    expect(created).toEqual({
      type: 'AuditSinkCreated',
      data: {
        ...{ sinkId: 's1', name: 'siem', account: 'acme', withBookkeeping: false, fromStart: false, at },
        ...{ target: { kind: 'http', url: 'https://siem.example.org/in' }, trust: {} },
      },
    });
    const active = evolve(none, created!);
    expect(decide({ type: 'CreateAuditSink', data: asked }, active, { now })).toEqual([]);
    const [deleted] = decide({ type: 'DeleteAuditSink', data: {} }, active, { now });
    expect(deleted).toEqual({ type: 'AuditSinkDeleted', data: { at } });
    expect(decide({ type: 'DeleteAuditSink', data: {} }, evolve(active, deleted!), { now })).toEqual([]);
    expect(() => decide({ type: 'DeleteAuditSink', data: {} }, none, { now })).toThrow('No sink has this id');
  });

  it.each<[Partial<AskedSink>, object]>([
    [{ kind: 'syslog', url: 'syslog+tls://siem.example.org' }, { url: 'syslog+tls://siem.example.org:6514' }],
    [{ kind: 'syslog', url: 'syslog+tls://[::1]:7000/' }, { url: 'syslog+tls://[::1]:7000' }],
    [{ kind: 'file', url: undefined, file: 'acme.ndjson' }, { file: 'acme.ndjson' }],
  ])('of %j goes to %j', (change, target) => {
    expect(create(change)[0]).toMatchObject({ data: { target } });
  });

  it.each<[Partial<AskedSink>, readonly string[]]>([
    [{ name: ' ' }, ['name']],
    [{ name: 'x'.repeat(101) }, ['name']],
    [{ url: undefined }, ['url']],
    [{ url: 'ftp://siem.example.org' }, ['url']],
    [{ url: 'https://me:secret@siem.example.org' }, ['url']],
    [{ url: `https://siem.example.org/${'x'.repeat(2_000)}` }, ['url']],
    [{ file: 'x' }, ['file']],
    [{ kind: 'syslog', url: 'https://siem.example.org' }, ['url']],
    [{ kind: 'syslog', url: 'syslog+tls://siem.example.org/path' }, ['url']],
    [{ kind: 'syslog', url: 'syslog+tls://siem.example.org:0' }, ['url']],
    [{ kind: 'file', url: undefined, file: '../etc/passwd' }, ['file']],
    [{ kind: 'file', url: undefined, file: '.hidden' }, ['file']],
    [{ kind: 'file', file: 'a', caBundle: 'x' }, ['url', 'caBundle']],
    [{ clientCertificate: '-----BEGIN PRIVATE KEY-----' }, ['clientCertificate']],
  ])('of %j is refused for %j', (change, paths) => expect(pathsOf(change)).toEqual(paths));

  it('is read from these stored shapes for ever', () => {
    const data = {
      ...{ sinkId: 's1', name: 'siem', account: 'acme', withBookkeeping: true, fromStart: true, at },
      target: { kind: 'syslog', url: 'syslog+tls://siem.example.org:6514' },
      trust: { caBundle: 'PEM', clientCertificate: 'PEM' },
    };
    for (const stored of [
      { type: 'AuditSinkCreated', data },
      { type: 'AuditSinkDeleted', data: { at } },
    ]) {
      expect(auditSinkSchema.read(stored)).toEqual(stored);
    }
    const secret = { type: 'AuditSinkSecretStored', data: { sealed: 'AQ==' } };
    expect(sinkSecretSchema.read(secret)).toEqual(secret);
    expect(sinkSecretSchema.withheld).toEqual({ AuditSinkSecretStored: ['sealed'] });
  });
});
