import { describe, expect, it } from '@jest/globals';
import { mostEvents, noticesOf } from './notification-envelope.js';

const manifest = 'application/vnd.oci.image.manifest.v1+json';
const event = (more: object = {}, target: object = {}) => ({
  ...{ id: 'e1', timestamp: '2027-03-01T12:00:00.123456789Z', action: 'pull' },
  target: { mediaType: manifest, digest: 'sha256:aa', repository: 'team/app', tag: 'v1', ...target },
  request: { addr: '192.0.2.7:41234', useragent: 'docker/20.10' },
  actor: { name: 'ci' },
  ...more,
});

describe('the envelope of notifications', () => {
  it('tells who did what, from where', () =>
    expect(noticesOf({ events: [event()] })).toEqual([
      {
        ...{ id: 'e1', at: '2027-03-01T12:00:00.123456789Z', action: 'pull', repository: 'team/app' },
        ...{ digest: 'sha256:aa', tag: 'v1', actor: 'ci', ip: '192.0.2.7', client: 'docker/20.10' },
      },
    ]));

  it.each(['[2001:db8::7]:41234', '2001:db8::7'])('names the address of %s', (addr) =>
    expect(noticesOf({ events: [event({ request: { addr } })] })[0]?.ip).toBe('2001:db8::7'),
  );

  it('counts an image once, not its layers', () =>
    expect(
      noticesOf({ events: [event({}, { mediaType: 'application/octet-stream' }), event()] }),
    ).toHaveLength(1));

  it.each([
    ['application/vnd.oci.image.index.v1+json', true],
    ['application/vnd.docker.distribution.manifest.list.v2+json', true],
    [manifest, undefined],
    ['application/vnd.docker.distribution.manifest.v2+json', undefined],
  ])('says of %s whether it is an index', (mediaType, isIndex) =>
    expect(noticesOf({ events: [event({}, { mediaType })] })[0]?.isIndex).toBe(isIndex),
  );

  it.each([
    ['an unknown action', event({ action: 'HEAD' })],
    ['a request of nothing but headers', event({ request: { method: 'HEAD' } })],
    ['no repository', event({}, { repository: undefined })],
    ['no id', event({ id: 7 })],
    ['nothing', null],
    ['text', 'pull'],
  ])('passes over an event with %s', (_what, strange) =>
    expect(noticesOf({ events: [strange, event()] })).toHaveLength(1),
  );

  it.each([[undefined], [{}], [[]], [{ events: {} }], ['events']])('is not %j', (body) =>
    expect(() => noticesOf(body)).toThrow('no list of events'),
  );

  it('is bounded', () =>
    expect(() => noticesOf({ events: Array(mostEvents + 1).fill(event()) })).toThrow('at most'));
});
