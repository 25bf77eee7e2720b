import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { PartKeys } from '../keys/part-keys.js';

const version = 1;
const kidLength = 8;
const sessionLength = 16;
const counterLength = 6;
/** A session and a number in it: never the same for two envelopes. */
const idLength = sessionLength + counterLength;
const headerLength = 1 + 2 * kidLength + idLength;
const tagLength = 16;
const nonceLength = 12;

/** Keys that were derived for others' sessions, so that each is derived once. */
const rememberedSessions = 1_024;

/** What the other end could read of an envelope. */
export type Opened = Readonly<{
  plaintext: Buffer;
  /** Which of the sender's processes made it, and as its how manieth: unique for each envelope. */
  id: string;
  session: string;
  counter: number;
}>;

/** Why an envelope was not opened: for the log only. */
export type EnvelopeRefusal = 'malformed' | 'unknown_key' | 'not_authentic';

export class EnvelopeRefused extends Error {
  constructor(readonly reason: EnvelopeRefusal) {
    super(`The message was refused: ${reason}.`);
    this.name = 'EnvelopeRefused';
  }
}

/**
 * Messages between two parts that are sealed and authenticated at once. Both ends hold an X25519 key and know the
 * other's from the folder of keys; what they agree on (static-static ECDH, then HKDF-SHA256 with a salt for each
 * process) encrypts by AES-256-GCM. Only those two can make or read an envelope. `context` says what the envelope is
 * for, and is authenticated without being sent: an envelope taken elsewhere is refused.
 *
 * Version, kid of sender and receiver (64 bits each), session (128 bits), counter (48 bits), tag, ciphertext. The
 * nonce is the counter, which under the key of one session never comes twice (NIST SP 800-38D §8.2.1).
 */
export class SealedChannel {
  private readonly session = randomBytes(sessionLength);
  private counter = 0;
  private readonly agreed = new Map<string, Buffer>();
  private readonly derived = new Map<string, Buffer>();

  constructor(
    private readonly keys: PartKeys,
    /** The part at the other end. */
    private readonly peer: string,
  ) {}

  /** For the peer; the id is of this envelope alone. */
  seal(plaintext: Uint8Array, context: string): Readonly<{ envelope: Buffer; id: string }> {
    const { sealing, trusted } = this.keys.snapshot;
    const [own] = sealing;
    const theirs = trusted.get(this.peer)?.sealing[0];
    if (!theirs) throw new Error(`${this.keys.part} does not know the keys of ${this.peer}`);
    const header = Buffer.alloc(headerLength);
    header[0] = version;
    header.write(own.kid, 1, 'hex');
    header.write(theirs.kid, 1 + kidLength, 'hex');
    this.session.copy(header, 1 + 2 * kidLength);
    header.writeUIntBE((this.counter += 1), headerLength - counterLength, counterLength);

    const shared = this.agree(own.kid, own.privateKey, theirs.kid, theirs.publicKey);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(shared, header, 'keep'), nonceOf(header));
    cipher.setAAD(authenticated(header, context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { envelope: Buffer.concat([header, cipher.getAuthTag(), ciphertext]), id: idOf(header) };
  }

  /** Of the peer. Throws `EnvelopeRefused` when anybody else made it, or for another context. */
  open(envelope: Uint8Array, context: string): Opened {
    if (envelope.length < headerLength + tagLength || envelope[0] !== version) {
      throw new EnvelopeRefused('malformed');
    }
    const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
    const header = bytes.subarray(0, headerLength);
    const theirKid = header.toString('hex', 1, 1 + kidLength);
    const ownKid = header.toString('hex', 1 + kidLength, 1 + 2 * kidLength);
    const { sealing, trusted } = this.keys.snapshot;
    const own = sealing.find(({ kid }) => kid === ownKid);
    const theirs = trusted.get(this.peer)?.sealing.find(({ kid }) => kid === theirKid);
    if (!own || !theirs) throw new EnvelopeRefused('unknown_key');

    const shared = this.agree(own.kid, own.privateKey, theirs.kid, theirs.publicKey);
    const key = this.keyFor(shared, header, 'keep not');
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header), { authTagLength: tagLength });
    decipher.setAAD(authenticated(header, context));
    decipher.setAuthTag(bytes.subarray(headerLength, headerLength + tagLength));
    let plaintext = decipher.update(bytes.subarray(headerLength + tagLength));
    try {
      plaintext = Buffer.concat([plaintext, decipher.final()]);
    } catch {
      // The tag does not fit; OpenSSL has nothing more to say.
      throw new EnvelopeRefused('not_authentic');
    }
    // Only now: what a stranger sends is not remembered.
    this.remember(keyName(header), key);
    const counter = header.readUIntBE(headerLength - counterLength, counterLength);
    return { plaintext, id: idOf(header), session: sessionOf(header), counter };
  }

  private agree(ownKid: string, privateKey: KeyObject, theirKid: string, publicKey: KeyObject): Buffer {
    const name = `${ownKid}/${theirKid}`;
    const known = this.agreed.get(name);
    if (known) return known;
    const shared = diffieHellman({ privateKey, publicKey });
    // A handful: each pair of keys that are in the two folders.
    if (this.agreed.size >= 64) this.agreed.clear();
    this.agreed.set(name, shared);
    return shared;
  }

  /** The sender's and the receiver's kid are in their order, so that the two directions never share a key. */
  private keyFor(shared: Buffer, header: Buffer, remember: 'keep' | 'keep not'): Buffer {
    const name = keyName(header);
    const known = this.derived.get(name);
    if (known) return known;
    const kids = header.subarray(1, 1 + 2 * kidLength);
    const session = header.subarray(1 + 2 * kidLength, headerLength - counterLength);
    const info = Buffer.concat([Buffer.from(`credstream bus ${version}`), kids]);
    const key = Buffer.from(hkdfSync('sha256', shared, session, info, 32));
    if (remember === 'keep') this.remember(name, key);
    return key;
  }

  private remember(name: string, key: Buffer): void {
    if (this.derived.has(name)) return;
    const [oldest] = this.derived.size >= rememberedSessions ? this.derived.keys() : [];
    if (oldest !== undefined) this.derived.delete(oldest);
    this.derived.set(name, key);
  }
}

const nonceOf = (header: Buffer): Buffer => {
  const nonce = Buffer.alloc(nonceLength);
  header.copy(nonce, nonceLength - counterLength, headerLength - counterLength);
  return nonce;
};

const authenticated = (header: Buffer, context: string): Buffer =>
  Buffer.concat([header, Buffer.from(context)]);

/** Kids and session. */
const keyName = (header: Buffer): string => header.toString('latin1', 1, headerLength - counterLength);

const sessionOf = (header: Buffer): string =>
  header.toString('hex', 1 + 2 * kidLength, headerLength - counterLength);

const idOf = (header: Buffer): string => header.toString('hex', headerLength - idLength);
