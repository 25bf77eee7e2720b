import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment, ServiceEnvironment, SettingsRefused } from './env.js';

const good = {
  NATS_URL: 'nats://127.0.0.1:4222',
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
  CREDSTREAM_KEYS_DIR: '/var/lib/credstream/keys',
};

const refusalOf = (variables: Readonly<Record<string, string | undefined>>): readonly string[] => {
  try {
    readEnvironment(ServiceEnvironment, variables);
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    return error.message.split('\n');
  }
  return ['taken'];
};

describe('settings', () => {
  it('are read with their defaults, whatever else is in the environment', () => {
    const env = readEnvironment(ServiceEnvironment, { ...good, PATH: '/usr/bin', HOME: '/root' });
    expect(env).toMatchObject({ ...good, CREDSTREAM_TRANSPORT: 'nats', CREDSTREAM_LOG_LEVEL: 'info' });
    expect(env.CREDSTREAM_HEALTH_PORT).toBeUndefined();
  });

  it('have their types', () => {
    const env = readEnvironment(ServiceEnvironment, { ...good, CREDSTREAM_HEALTH_PORT: '8081' });
    expect(env.CREDSTREAM_HEALTH_PORT).toBe(8081);
  });

  it('that are empty count as not set', () => {
    const env = readEnvironment(ServiceEnvironment, {
      ...good,
      CREDSTREAM_LOG_LEVEL: '',
      CREDSTREAM_HEALTH_PORT: '',
    });
    expect(env.CREDSTREAM_LOG_LEVEL).toBe('info');
    expect(env.CREDSTREAM_HEALTH_PORT).toBeUndefined();
  });

  it('that are bad are listed, every one with the rule it broke', () => {
    const lines = refusalOf({
      CREDSTREAM_KEYS_DIR: '/keys',
      NATS_URL: 'http://nats',
      EVENTSTORE_URL: 'http://log',
      CREDSTREAM_TRANSPORT: 'smoke',
      CREDSTREAM_HEALTH_PORT: '70000',
      CREDSTREAM_LOG_LEVEL: 'loud',
      CREDSTREAM_GRPC_LISTEN: 'nowhere',
    });
    expect(lines[0]).toBe('These settings cannot be used:');
    expect(
      lines
        .slice(1)
        .map((line) => line.trim().split(' ', 1)[0])
        .sort(),
    ).toEqual([
      'CREDSTREAM_GRPC_LISTEN',
      'CREDSTREAM_HEALTH_PORT',
      'CREDSTREAM_LOG_LEVEL',
      'CREDSTREAM_TRANSPORT',
      'EVENTSTORE_URL',
      'MONGODB_URL',
      'NATS_URL',
    ]);
    for (const line of lines.slice(1)) expect(line).toMatch(/ must /);
  });

  it('that are misspelt are listed, but not those of others', () => {
    expect(refusalOf({ ...good, CREDSTREAM_PROT: '8080', OTHER_PROT: '1' })).toEqual([
      'These settings cannot be used:',
      '  CREDSTREAM_PROT is not a setting of Credstream; CREDSTREAM_PORT is',
    ]);
  });

  it('are never told by their value', () => {
    const text = refusalOf({
      NATS_URL: 'http://user:hunter2@nats',
      EVENTSTORE_URL: 'admin:hunter2',
      MONGODB_URL: 'hunter2',
      CREDSTREAM_TRANSPORT: 'hunter2',
      CREDSTREAM_HEALTH_PORT: 'hunter2',
      CREDSTREAM_GRPC_LISTEN: 'hunter2',
      CREDSTREAM_LOG_LEVEL: 'hunter2',
      CREDSTREAM_PASWORD: 'hunter2',
    }).join('\n');
    expect(text).toContain('CREDSTREAM_PASWORD');
    expect(text).not.toContain('hunter2');
  });
});
