import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { PartKeys } from '../keys/part-keys.js';

/** A message for everybody that listens: what it says, and a signature (ES256) of its subject and its text. */
type Signed = Readonly<{ kid: string; text: string; signature: string }>;

const signedBytes = (subject: string, text: string): Buffer =>
  Buffer.from(`credstream news 1\n${subject}\n${text}`);

/** Signed by this part, for one subject. */
export const signNews = (keys: PartKeys, subject: string, message: object): string => {
  const { kid, privateKey } = keys.signingKey();
  const text = JSON.stringify(message);
  const signature = sign('sha256', signedBytes(subject, text), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
  return JSON.stringify({ kid, text, signature } satisfies Signed);
};

/** Reads what `signNews` of one part wrote for one subject. */
export class NewsReader {
  private readonly known = new Map<string, KeyObject>();

  constructor(
    private readonly keys: PartKeys,
    private readonly part: string,
    private readonly subject: string,
  ) {}

  /** The message; undefined when that part did not sign it for this subject. */
  read(news: Uint8Array): unknown {
    const signed = parse(Buffer.from(news).toString());
    const key = signed && this.keyOf(signed.kid);
    if (!key) return undefined;
    const authentic = verify(
      'sha256',
      signedBytes(this.subject, signed.text),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signed.signature, 'base64url'),
    );
    return authentic ? parseJson(signed.text) : undefined;
  }

  private keyOf(kid: string): KeyObject | undefined {
    const jwk = this.keys.verificationKeys(this.part).keys.find((each) => each.kid === kid);
    if (!jwk) return undefined;
    const known = this.known.get(kid);
    if (known) return known;
    const key = createPublicKey({ key: jwk as never, format: 'jwk' });
    this.known.set(kid, key);
    return key;
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours, then.
    return undefined;
  }
};

const parse = (text: string): Signed | undefined => {
  const { kid, text: inner, signature } = (parseJson(text) ?? {}) as Partial<Signed>;
  const fits = [kid, inner, signature].every((each) => typeof each === 'string');
  return fits ? ({ kid, text: inner, signature } as Signed) : undefined;
};
