import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { signToken, TokenRefused, verifyToken } from './jwt.js';
import { createSigningKey, type SigningKey } from './signing-key.js';

const now = new Date('2030-01-01T00:00:00.900Z');
const nowSeconds = Math.floor(now.getTime() / 1000);
const expected = { typ: 'at+jwt', issuer: 'https://issuer.test', audience: 'api', now };
const subject = 'user-1';

let key: SigningKey;
let attacker: SigningKey;
let jwks: JSONWebKeySet;

beforeAll(async () => {
  [key, attacker] = await Promise.all([createSigningKey(), createSigningKey()]);
  jwks = { keys: [(await createSigningKey()).publicJwk, key.publicJwk] };
});

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const goodHeader = () => ({ alg: 'ES256', typ: 'at+jwt', kid: key.kid });
const goodClaims = () => ({
  iss: expected.issuer,
  aud: expected.audience,
  sub: subject,
  iat: nowSeconds,
  exp: nowSeconds + 900,
});

const signatureOf = (input: string, privateKey: KeyObject) =>
  sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

/** A token with any header and claims (objects, or JSON text as it stands), by default rightly signed. */
const forge = (header: unknown, claims: unknown, privateKey = key.privateKey) => {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signatureOf(input, privateKey)}`;
};

const refusal = async (token: string, expectation = expected): Promise<string> => {
  const error: unknown = await verifyToken(token, jwks, expectation).catch((error: unknown) => error);
  if (!(error instanceof TokenRefused)) throw new Error('The token was not refused.', { cause: error });
  return error.reason;
};

const signed = (changes: Partial<Parameters<typeof signToken>[1]> = {}) =>
  signToken(key, { ...expected, subject, expiresInSeconds: 900, ...changes });

describe('a token signed by us', () => {
  it('gives its claims back, times in whole seconds', async () => {
    const claims = await verifyToken(await signed({ claims: { scope: ['acme'] } }), jwks, expected);
    expect(claims).toEqual({ ...goodClaims(), scope: ['acme'] });
  });

  it('made by hand with the same parts is accepted: what the tests below change is what is refused', async () => {
    expect(await verifyToken(forge(goodHeader(), goodClaims()), jwks, expected)).toEqual(goodClaims());
  });

  it('cannot have its issuer, audience, subject or times replaced by claims', async () => {
    const claims = { iss: 'x', aud: 'x', sub: 'x', iat: 1, exp: 9e9 };
    expect(await verifyToken(await signed({ claims }), jwks, expected)).toEqual(goodClaims());
  });

  it('is good until the second before its expiry, and not after', async () => {
    const token = await signed();
    const at = (seconds: number) => ({ ...expected, now: new Date((nowSeconds + seconds) * 1000) });
    await expect(verifyToken(token, jwks, at(899))).resolves.toMatchObject({ sub: subject });
    expect(await refusal(token, at(900))).toBe('expired');
  });

  it('for another type, audience or issuer is refused', async () => {
    expect(await refusal(await signed({ typ: 'actor+jwt' }))).toBe('type');
    expect(await refusal(await signed({ typ: 'AT+JWT' }))).toBe('type');
    expect(await refusal(await signed({ audience: 'other' }))).toBe('audience');
    expect(await refusal(await signed({ issuer: 'https://issuer.test/' }))).toBe('issuer');
  });

  it('that is not yet valid is refused', async () => {
    expect(await refusal(await signed({ claims: { nbf: nowSeconds + 1 } }))).toBe('not_yet_valid');
  });

  it('by a key that is not in the set is refused', async () => {
    const token = await signToken(attacker, { ...expected, subject, expiresInSeconds: 900 });
    expect(await refusal(token)).toBe('unknown_key');
  });
});

describe('an attack on the algorithm', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', ''])('with alg %j is refused, signed or not', async (alg) => {
    const unsigned = `${encode({ ...goodHeader(), alg })}.${encode(goodClaims())}.`;
    expect(await refusal(unsigned)).toBe('malformed');
    expect(await refusal(forge({ ...goodHeader(), alg }, goodClaims()))).toBe('algorithm');
  });

  it('that takes our public key for an HMAC secret is refused, in every writing of the key', async () => {
    const pem = createPublicKey(key.privateKey).export({ format: 'pem', type: 'spki' }).toString();
    for (const secret of [pem, ` ${pem}`, `\n${pem}`, pem.trim(), JSON.stringify(key.publicJwk)]) {
      for (const [alg, digest] of [
        ['HS256', 'sha256'],
        ['HS512', 'sha512'],
      ] as const) {
        const input = `${encode({ ...goodHeader(), alg })}.${encode(goodClaims())}`;
        const mac = createHmac(digest, secret).update(input).digest('base64url');
        expect(await refusal(`${input}.${mac}`)).toMatch(/^(malformed|algorithm)$/);
      }
    }
  });

  it('with an HMAC as long as a signature and alg ES256 is refused', async () => {
    const pem = createPublicKey(key.privateKey).export({ format: 'pem', type: 'spki' }).toString();
    const input = `${encode(goodHeader())}.${encode(goodClaims())}`;
    const mac = createHmac('sha512', pem).update(input).digest();
    expect(await refusal(`${input}.${mac.toString('base64url')}`)).toBe('signature');
  });

  it.each(['RS256', 'PS256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'es256', 'ES256 '])(
    'with alg %j is refused',
    async (alg) => {
      expect(await refusal(forge({ ...goodHeader(), alg }, goodClaims()))).toBe('algorithm');
    },
  );

  it('with alg that is no text, or no alg, is refused', async () => {
    for (const alg of [undefined, null, 256, ['ES256'], { $ne: 'none' }]) {
      expect(await refusal(forge({ ...goodHeader(), alg }, goodClaims()))).toBe('algorithm');
    }
  });

  it('by an RSA key under our kid is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const input = `${encode({ ...goodHeader(), alg: 'RS256' })}.${encode(goodClaims())}`;
    const signature = sign('sha256', Buffer.from(input), privateKey).toString('base64url');
    expect(await refusal(`${input}.${signature}`)).toBe('malformed');
  });
});

describe('an attack through the header', () => {
  it.each([
    ['crit with a known extension', { crit: ['b64'], b64: true }],
    ['unencoded payload', { crit: ['b64'], b64: false }],
    ['b64 alone', { b64: false }],
    ['an unknown crit', { crit: ['http://example.invalid/UNDEFINED'] }],
    ['an empty crit', { crit: [] }],
    ['jku', { jku: 'http://127.0.0.1:1/jwks.json' }],
    ['x5u', { x5u: 'http://127.0.0.1:1/cert.pem' }],
    ['x5c', { x5c: ['MIIB'] }],
    ['x5t', { x5t: 'abc' }],
    ['cty', { cty: 'JWT' }],
    ['zip', { zip: 'DEF' }],
  ])('with %s is refused even if rightly signed', async (_what, extra) => {
    expect(await refusal(forge({ ...goodHeader(), ...extra }, goodClaims()))).toBe('header');
  });

  it("with the attacker's jwk under our kid is refused", async () => {
    for (const jwk of [attacker.publicJwk, { ...attacker.publicJwk, kid: key.kid }]) {
      const token = forge({ ...goodHeader(), jwk }, goodClaims(), attacker.privateKey);
      expect(await refusal(token)).toBe('header');
    }
  });

  it("with our kid and the attacker's signature is refused", async () => {
    expect(await refusal(forge(goodHeader(), goodClaims(), attacker.privateKey))).toBe('signature');
  });

  it.each(['../../etc/passwd', "x' OR '1'='1", '', '__proto__', 'constructor', 'a'.repeat(10_000), '\0'])(
    'with kid %j is refused',
    async (kid) => {
      expect(await refusal(forge({ ...goodHeader(), kid }, goodClaims()))).toBe('unknown_key');
    },
  );

  it('with a kid that is no text, or without one, is refused', async () => {
    for (const kid of [undefined, null, 1, { $ne: 1 }, [key.kid]]) {
      expect(await refusal(forge({ ...goodHeader(), kid }, goodClaims()))).toBe('header');
    }
  });

  it('with a header that is no JSON object is refused', async () => {
    for (const header of ['', 'x', '[]', 'null', '"ES256"', '{"alg":"ES256"', '\u0000']) {
      expect(await refusal(forge(header, goodClaims()))).toMatch(/^(malformed|algorithm)$/);
    }
  });
});

describe('an attack through the claims', () => {
  it.each(['iss', 'aud', 'sub', 'iat', 'exp'] as const)('without %s is refused', async (claim) => {
    const { [claim]: _dropped, ...claims } = goodClaims();
    expect(await refusal(forge(goodHeader(), claims))).toMatch(/^(claims|issuer|audience)$/);
  });

  it('with times that are no numbers is refused', async () => {
    for (const exp of [null, '9999999999', [9e9], { $gt: 0 }, true]) {
      expect(await refusal(forge(goodHeader(), { ...goodClaims(), exp }))).toBe('claims');
    }
  });

  it('that are no JSON object is refused', async () => {
    for (const claims of ['[]', 'null', '"x"', '{', '1']) {
      expect(await refusal(forge(goodHeader(), claims))).toBe('malformed');
    }
  });

  it('with an audience that only contains ours is refused', async () => {
    for (const aud of ['api2', 'my api', '', ['other', 'api ']]) {
      expect(await refusal(forge(goodHeader(), { ...goodClaims(), aud }))).toBe('audience');
    }
  });
});

describe('a damaged token', () => {
  it('cut at any place or prolonged is refused', async () => {
    const token = await signed();
    for (let length = 0; length < token.length; length++) await refusal(token.slice(0, length));
    for (const extra of ['A', '=', '==', '.', '\n', ' ', '\0', `.${token}`]) {
      expect(await refusal(token + extra)).toBe('malformed');
      expect(await refusal(extra + token)).toMatch(/^(malformed|algorithm)$/);
    }
  });

  it('with any one bit flipped is refused', async () => {
    const token = await signed();
    for (let at = 0; at < token.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit));
        await refusal(token.slice(0, at) + flipped + token.slice(at + 1));
      }
    }
  });

  it('whose signature is written another way is refused', async () => {
    const token = await signed();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.slice(-1));
    const twin = token.slice(0, -1) + alphabet[last + 1];
    const bytesOf = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url');
    expect(bytesOf(twin)).toEqual(bytesOf(token));
    expect(await refusal(twin)).toBe('malformed');
  });

  it('with parts of another token is refused', async () => {
    const [one, other] = await Promise.all([signed(), signed({ subject: 'user-2' })]);
    const [header, , signature] = one.split('.');
    expect(await refusal(`${header}.${other.split('.')[1]}.${signature}`)).toBe('signature');
  });
});

describe('a refusal', () => {
  it('says nothing of the token in its message', async () => {
    const token = forge(goodHeader(), goodClaims(), attacker.privateKey);
    const error = await verifyToken(token, jwks, expected).catch((error: unknown) => error);
    expect(String(error)).toBe('TokenRefused: The token was refused: signature.');
  });
});
