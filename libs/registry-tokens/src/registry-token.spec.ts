import {
  createHmac,
  type DSAEncoding,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RegistryVerifier, type RegistryVersion, type Wanted } from '../test/registry-verifier.js';
import { selfSignedCertificate } from './certificate.js';
import {
  createRegistryKey,
  readRegistryCertificate,
  readRegistryKey,
  type RegistryKey,
} from './registry-key.js';
import { mintRegistryToken, registryTokenIssuer, type TokenMode, tokenModes } from './registry-token.js';
import { trustBundle, trustConfig, trustKeySet } from './trust.js';

const now = new Date('2026-11-30T07:00:00.900Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const service = 'registry.example.com';
const newKey = (): RegistryKey => {
  const { privatePem, certificate } = createRegistryKey({ now, name: service });
  return readRegistryKey(privatePem, certificate);
};
const [key, nextKey, attacker] = [newKey(), newKey(), newKey()];

const app: Wanted = { type: 'repository', name: 'team/app', actions: ['pull'] };
const minted = (mode: TokenMode, by = key, access: readonly Wanted[] = [app]): string =>
  mintRegistryToken(by, { mode, service, subject: 'ci', access, id: 'x', now, lifetimeSeconds: 300 }).token;

type Trust = 'bundle' | 'jwks' | 'both';
const registry = (version: RegistryVersion, trust: Trust, keys = [key]): RegistryVerifier =>
  new RegistryVerifier({
    ...{ version, issuer: registryTokenIssuer, service },
    ...(trust !== 'jwks' && { bundle: keys.map(({ certificate }) => certificate) }),
    ...(trust !== 'bundle' && { jwks: trustKeySet(keys).keys as (JsonWebKey & { kid: string })[] }),
  });

const everyRegistry: readonly (readonly [RegistryVersion, Trust])[] = [
  ['2.8', 'bundle'],
  ['3.0', 'bundle'],
  ['3.1', 'bundle'],
  ['3.1', 'jwks'],
  ['3.1', 'both'],
];

describe('the modes', () => {
  it.each([
    ['universal', [true, true, true, false, true]],
    ['v3-jwks', [false, false, true, true, true]],
    ['v2-libtrust', [true, false, false, false, false]],
  ] as const)('%s passes at registries as it was measured', (mode, passes) => {
    const seen = everyRegistry.map(
      ([version, trust]) => registry(version, trust).verify(minted(mode), now, [app]) === 'allowed',
    );
    expect(seen).toEqual(passes);
  });

  it.each(tokenModes)('%s passes while two keys are trusted, whichever signed', (mode) => {
    const [version, trust] = {
      universal: ['3.0', 'bundle'],
      'v3-jwks': ['3.1', 'jwks'],
      'v2-libtrust': ['2.8', 'bundle'],
    }[mode] as [RegistryVersion, Trust];
    for (const by of [key, nextKey]) {
      expect(registry(version, trust, [key, nextKey]).verify(minted(mode, by), now, [app])).toBe('allowed');
      expect(registry(version, trust, [attacker]).verify(minted(mode, by), now, [app])).toBe('invalid_token');
    }
  });
});

describe('a token', () => {
  const at28 = registry('2.8', 'bundle');

  it('allows what it names and no more', () => {
    const refused: readonly Wanted[] = [
      { ...app, actions: ['push'] },
      { ...app, actions: ['pull', 'push'] },
      { ...app, name: 'team/app2' },
      { ...app, name: 'team' },
      { type: 'registry', name: 'catalog', actions: ['*'] },
    ];
    for (const wanted of refused) {
      expect(at28.verify(minted('universal'), now, [wanted])).toBe('insufficient_scope');
    }
    expect(at28.verify(minted('universal', key, []), now, [])).toBe('allowed');
  });

  it('is taken by a registry whose clock is 90 seconds behind, and not by one much further', () => {
    expect(at28.verify(minted('universal'), after(-89), [app])).toBe('allowed');
    expect(at28.verify(minted('universal'), after(-95), [app])).toBe('invalid_token');
  });

  it('ends a minute after its time', () => {
    expect(at28.verify(minted('universal'), after(358), [app])).toBe('allowed');
    expect(at28.verify(minted('universal'), after(362), [app])).toBe('invalid_token');
  });

  it('says its times in whole seconds, and the caller the same', () => {
    const { token, issuedAt, expiresAt } = mintRegistryToken(key, {
      ...{ mode: 'universal', service, subject: '', access: [], id: 'x', now, lifetimeSeconds: 60 },
    });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
    const issued = Math.floor(now.getTime() / 1000);
    expect(claims).toEqual({
      ...{ iss: 'credstream', sub: '', aud: service, jti: 'x', access: [] },
      ...{ iat: issued, nbf: issued - 30, exp: issued + 60 },
    });
    expect([issuedAt, expiresAt].map((time) => time.getTime() / 1000)).toEqual([issued, issued + 60]);
  });

  it('of a stranger, with 64 repositories or with a name of any script can be read', () => {
    const many = Array.from({ length: 64 }, (_each, index) => ({ ...app, name: `team/app${index}` }));
    const token = minted('universal', key, many);
    expect(token.length).toBeLessThan(8_000);
    expect(at28.verify(token, now, many)).toBe('allowed');
  });
});

describe('a header that an attacker makes', () => {
  const genuine = minted('universal');
  const [, claims = ''] = genuine.split('.');
  const stolen = Buffer.from(claims, 'base64url').toString();
  const widened = stolen.replace('"pull"', '"pull","push","delete"');
  const encoded = (value: object | string): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const publicJwk = (of: KeyObject) => of.export({ format: 'jwk' });
  const signedWith = (
    header: object,
    privateKey: KeyObject,
    options: Readonly<{ dsaEncoding?: DSAEncoding; body?: string }> = {},
  ): string => {
    const { dsaEncoding = 'ieee-p1363', body = widened } = options;
    const signed = `${encoded(header)}.${encoded(body)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding }).toString('base64url')}`;
  };
  const hmac = (alg: string, secret: string): string => {
    const signed = `${encoded({ typ: 'JWT', alg, kid: key.kid })}.${encoded(widened)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const es256 = { typ: 'JWT', alg: 'ES256' };
  const { privateKey: mine } = attacker;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = trustBundle([key]);
  const publicPem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const leaf = [key.certificate];
  const last = genuine.slice(-1);

  const attacks: Readonly<Record<string, string>> = {
    'alg none': `${encoded({ ...es256, alg: 'none', kid: key.kid })}.${encoded(widened)}.`,
    'alg NoNe': `${encoded({ ...es256, alg: 'NoNe', x5c: leaf })}.${encoded(widened)}.`,
    'no alg': signedWith({ typ: 'JWT', x5c: leaf }, mine),
    'HS256 with our public PEM': hmac('HS256', publicPem),
    'HS256 with our PEM behind a space': hmac('HS256', ` ${publicPem}`),
    'HS256 with our certificate behind a line end': hmac('HS256', `\n${pem}`),
    'RS256 by a key of its own': signedWith({ ...es256, alg: 'RS256', x5c: leaf }, rsa.privateKey),
    'ES384 instead of ES256': signedWith({ ...es256, alg: 'ES384', x5c: leaf }, mine),
    'its own key under our kid': signedWith({ ...es256, kid: key.kid }, mine),
    'its own key under our libtrust id': signedWith({ ...es256, kid: key.libtrustId }, mine),
    'our certificate': signedWith({ ...es256, x5c: leaf }, mine),
    'its own certificate': signedWith({ ...es256, x5c: [attacker.certificate] }, mine),
    'its own certificate and our kid': signedWith(
      { ...es256, kid: key.kid, x5c: [attacker.certificate] },
      mine,
    ),
    'its own certificate before ours': signedWith({ ...es256, x5c: [attacker.certificate, ...leaf] }, mine),
    'ours before its own': signedWith({ ...es256, x5c: [...leaf, attacker.certificate] }, mine),
    'no certificate in x5c, and our kid': signedWith({ ...es256, kid: key.kid, x5c: [] }, mine),
    'x5c that is no certificate': signedWith({ ...es256, x5c: ['AAAA', 7] }, mine),
    'its own jwk': signedWith({ ...es256, jwk: publicJwk(attacker.publicKey) }, mine),
    'its own jwk with our kid': signedWith(
      { ...es256, kid: key.kid, jwk: { ...publicJwk(attacker.publicKey), kid: key.kid } },
      mine,
    ),
    'its own jwk with our certificate': signedWith(
      { ...es256, jwk: { ...publicJwk(attacker.publicKey), x5c: leaf } },
      mine,
    ),
    'jwk that is no object': signedWith({ ...es256, jwk: 'key', kid: key.kid }, mine),
    'jku and our kid': signedWith({ ...es256, kid: key.kid, jku: 'http://127.0.0.1:9/jwks' }, mine),
    'x5u and our kid': signedWith({ ...es256, kid: key.kid, x5u: 'http://127.0.0.1:9/chain' }, mine),
    'a kid that is a path': signedWith({ ...es256, kid: '../../dev/null' }, mine),
    'a kid that is SQL': signedWith({ ...es256, kid: "' OR 1=1 --" }, mine),
    'a kid that is a query': signedWith({ ...es256, kid: { $ne: 1 } }, mine),
    'a kid that every object has': signedWith({ ...es256, kid: 'constructor' }, mine),
    'crit that nobody knows': signedWith({ ...es256, x5c: leaf, crit: ['b64'], b64: false }, key.privateKey),
    'a signature in DER': signedWith({ ...es256, x5c: leaf }, key.privateKey, {
      dsaEncoding: 'der',
      body: stolen,
    }),
    'no signature': `${genuine.split('.').slice(0, 2).join('.')}.`,
    'other claims under our signature': [
      ...[genuine.split('.')[0], encoded(widened), genuine.split('.')[2]],
    ].join('.'),
    'a signature of another spelling': `${genuine.slice(0, -1)}${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[last] ?? '!'}`,
    'a fourth part': `${genuine}.x`,
    'claims that are no object': `${encoded({ ...es256, x5c: leaf })}.${encoded('[]')}.AAAA`,
  };

  it.each(Object.entries(attacks))('is refused by every registry: %s', (_name, token) => {
    for (const [version, trust] of everyRegistry) {
      expect(registry(version, trust).verify(token, now, [])).toBe('invalid_token');
    }
  });

  it('is refused also when only the claims are wrong', () => {
    const body = JSON.parse(stolen) as Record<string, unknown>;
    const issued = Number(body['iat']);
    const wrong: readonly Record<string, unknown>[] = [
      { iss: 'other' },
      { aud: 'other' },
      { aud: undefined },
      { exp: issued + 0.5 },
      { exp: String(issued + 60) },
      { exp: undefined },
      { exp: issued - 90 },
      { nbf: issued + 90 },
      { nbf: 'now' },
    ];
    for (const claims of wrong) {
      const token = signedWith({ ...es256, x5c: leaf }, key.privateKey, {
        body: JSON.stringify({ ...body, ...claims }),
      });
      expect(registry('3.1', 'bundle').verify(token, now, [])).toBe('invalid_token');
    }
  });

  it('gets nothing by access that a registry cannot use', () => {
    const body = JSON.parse(stolen) as Record<string, unknown>;
    const useless: readonly unknown[] = [
      undefined,
      null,
      [{ ...app, actions: null }],
      [{ ...app, name: 'team/*' }],
      [{ ...app, name: '*' }],
      [{ ...app, type: 'repository(plugin)' }],
    ];
    const verdicts = useless.map((access) =>
      registry('3.1', 'bundle').verify(
        signedWith({ ...es256, x5c: leaf }, key.privateKey, { body: JSON.stringify({ ...body, access }) }),
        now,
        [app],
      ),
    );
    expect(new Set(verdicts)).toEqual(new Set(['insufficient_scope']));
  });

  it('with two audiences in a list is refused by version 2.8 alone, so that ours is text', () => {
    const body = JSON.stringify({ ...(JSON.parse(stolen) as object), aud: [service] });
    const token = signedWith({ ...es256, x5c: leaf }, key.privateKey, { body });
    expect(
      everyRegistry.slice(0, 3).map(([version, trust]) => registry(version, trust).verify(token, now, [])),
    ).toEqual(['invalid_token', 'allowed', 'allowed']);
  });
});

describe('keys of other kinds', () => {
  const jwksOnly = (jwk: JsonWebKey & { kid?: string }) =>
    new RegistryVerifier({ version: '3.1', issuer: registryTokenIssuer, service, jwks: [jwk] });

  it('have ids that the registry 3.0 computes wrongly for P-256', () => {
    const verifier = registry('3.0', 'bundle');
    const header = { typ: 'JWT', alg: 'ES256', kid: 'xx0BcA-wMohw8atYDJOe6peGModklG2wRHBlXHMvl0M' };
    const signed = [header, { iss: 'credstream', aud: service, exp: Math.floor(now.getTime() / 1000) + 60 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifier.verify(`${signed}.${signature.toString('base64url')}`, now, [])).toBe('allowed');
  });

  it('can have names of their own in a JWKS', () => {
    const jwk = { ...key.publicKey.export({ format: 'jwk' }), kid: key.kid };
    expect(jwksOnly(jwk).verify(minted('v3-jwks'), now, [app])).toBe('allowed');
    expect(jwksOnly({ ...jwk, kid: 'other' }).verify(minted('v3-jwks'), now, [app])).toBe('invalid_token');
  });

  it('that begin with a zero byte are unknown to the registry 3.1 by their thumbprint', () => {
    let drawn = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const hasZero = () =>
      Buffer.from(drawn.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')[0] === 0;
    while (!hasZero()) drawn = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const certificate = selfSignedCertificate(drawn.privateKey, {
      ...{ name: 'x', serial: Buffer.of(1), notBefore: after(-60), notAfter: after(600) },
    }).toString('base64');
    const short = { ...readRegistryCertificate(certificate), privateKey: drawn.privateKey };
    const verdict = (version: RegistryVersion, mode: TokenMode) =>
      registry(version, 'bundle', [short]).verify(minted(mode, short), now, [app]);
    expect(verdict('3.1', 'v3-jwks')).toBe('invalid_token');
    expect(verdict('3.1', 'universal')).toBe('allowed');
    expect(verdict('2.8', 'v2-libtrust')).toBe('allowed');
  });
});

describe('the trust of a registry', () => {
  it('is one file and one block of its configuration', () => {
    const config = trustConfig({
      mode: 'universal',
      service,
      realm: 'https://credstream.example.com/registry/token',
      notifications: { url: 'https://credstream.example.com/registry/notifications', token: 'a"b' },
    });
    expect(config).toContain('rootcertbundle: "/etc/docker/registry/credstream.pem"');
    expect(config).toContain('Authorization: ["Bearer a\\"b"]');
    expect(trustConfig({ mode: 'v3-jwks', service, realm: 'http://x/y' })).toContain('jwks: "/etc');
  });

  it('has every key, and no private part of one', () => {
    const set = trustKeySet([key, nextKey]);
    expect(set.keys.map(({ kid }) => kid)).toEqual([key.kid, nextKey.kid]);
    expect(JSON.stringify(set)).not.toContain('"d"');
    expect(trustBundle([key, nextKey]).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(trustBundle([key])).not.toContain('PRIVATE');
  });
});
