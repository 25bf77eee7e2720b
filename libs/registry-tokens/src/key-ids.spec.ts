import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { libtrustId, thumbprint } from './key-ids.js';

/** The public keys that the RFCs print. */
const rfc7638: JsonWebKey = {
  kty: 'RSA',
  n:
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF' +
    'V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9' +
    'c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1' +
    'jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
};
const rfc7517: JsonWebKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};
const rfc8037: JsonWebKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
const keyOf = (jwk: JsonWebKey) => createPublicKey({ key: jwk, format: 'jwk' });

describe('the id of a key', () => {
  it.each([
    ['RFC 7638 §3.1', rfc7638, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
    ['RFC 7517 A.1', rfc7517, 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s'],
    ['RFC 8037 A.3', rfc8037, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'],
  ])('is its thumbprint, as %s prints it', (_where, jwk, expected) => {
    expect(thumbprint(keyOf(jwk))).toBe(expected);
  });

  it.each([
    ['RSA', rfc7638, 'VUZD:EDHW:YWLN:RBFQ:KOA3:UVZ2:XKG5:2V2J:WTPI:6SRD:U6PZ:VCO5'],
    ['P-256', rfc7517, 'KG4U:JTP2:KRGU:YMTT:VJV7:GUDC:LJ65:KO53:NJYX:EMTU:6U4L:DGRA'],
  ])('of kind %s in registries of version 2 is its libtrust fingerprint', (_kind, jwk, expected) => {
    expect(libtrustId(keyOf(jwk))).toBe(expected);
  });
});
