import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 7677 asks for no fewer, and more gain nothing against a password of 256 random bits. */
const ITERATIONS = 4096;

export type Credentials = Readonly<{ username: string; password: string }>;

/** What a server keeps of a password (RFC 5802 §3). */
export type StoredKey = Readonly<{
  username: string;
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}>;

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** A name and a password that nobody has had before. */
export const randomCredentials = (): Credentials => ({
  username: `run-${randomBytes(6).toString('hex')}`,
  password: randomBytes(32).toString('hex'),
});

export const storedKeyOf = ({ username, password }: Credentials): StoredKey => {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  return {
    username,
    salt,
    storedKey: hash(hmac(salted, 'Client Key')),
    serverKey: hmac(salted, 'Server Key'),
  };
};

/** What has been said before the client's proof, and what the proof has to repeat. */
export type ScramStep = Readonly<{ username: string; nonce: string; messages: string; reply: string }>;

const attribute = (text: string, name: string): string | undefined =>
  text
    .split(',')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(2);

/** Answers the client's first message; undefined if it is none. */
export const scramFirst = (payload: string, { salt }: StoredKey): ScramStep | undefined => {
  // GS2 header without channel binding and without another identity (RFC 5802 §7).
  if (!payload.startsWith('n,,')) return undefined;
  const bare = payload.slice('n,,'.length);
  const name = attribute(bare, 'n');
  const clientNonce = attribute(bare, 'r');
  if (name === undefined || clientNonce === undefined || clientNonce === '') return undefined;
  const nonce = clientNonce + randomBytes(24).toString('base64');
  const reply = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`;
  const username = name.replaceAll('=2C', ',').replaceAll('=3D', '=');
  return { username, nonce, messages: `${bare},${reply}`, reply };
};

/** Checks the client's proof; answers the server's own, or undefined where the proof is wrong. */
export const scramFinal = (
  payload: string,
  { username, nonce, messages }: ScramStep,
  known: StoredKey,
): string | undefined => {
  const proofAt = payload.lastIndexOf(',p=');
  if (proofAt < 0 || attribute(payload, 'r') !== nonce || attribute(payload, 'c') !== 'biws')
    return undefined;
  const proof = Buffer.from(payload.slice(proofAt + 3), 'base64');
  if (proof.length !== known.storedKey.length) return undefined;
  const everything = `${messages},${payload.slice(0, proofAt)}`;
  const signature = hmac(known.storedKey, everything);
  const clientKey = Buffer.from(proof.map((byte, i) => byte ^ signature[i]!));
  // A name that is not known costs as much as a wrong password.
  const right = timingSafeEqual(hash(clientKey), known.storedKey);
  return right && username === known.username
    ? `v=${hmac(known.serverKey, everything).toString('base64')}`
    : undefined;
};
