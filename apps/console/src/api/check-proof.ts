/** What is wrong with a proof, or nothing. */
export type ProofVerdict =
  | Readonly<{ verdict: 'good'; size: number; root: string }>
  | Readonly<{ verdict: 'entry' | 'other' | 'path' | 'signature' | 'malformed' | 'unsupported' }>;

export type Proof = Readonly<{
  entry: string;
  leafHash: string;
  leafIndex: number;
  treeSize: number;
  path: readonly string[];
  checkpoint: string;
}>;

type Bytes = Uint8Array<ArrayBuffer>;

const bytesOf = (base64: string): Bytes => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const base64Of = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

const sha256 = async (...parts: readonly Bytes[]): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()));

const leafOf = (entry: string): Promise<Bytes> => sha256(Uint8Array.of(0), utf8(entry));
const nodeOf = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(Uint8Array.of(1), left, right);

/** RFC 9162, section 2.1.3.2; undefined when the length of the proof fits neither index nor size. */
const rootFrom = async (
  leaf: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
): Promise<Bytes | undefined> => {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    return undefined;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const hash of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      root = await nodeOf(hash, root);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      root = await nodeOf(root, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
};

const ed25519 = 1;
const idBytes = 4;

/** Is the text of a note signed with this key (c2sp.org/signed-note)? */
const isSigned = async (text: string, signatures: string, verifier: string): Promise<boolean> => {
  const [, name = '', id = '', encoded = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\s*$/.exec(verifier) ?? [];
  const typed = bytesOf(encoded);
  if (name === '' || typed[0] !== ed25519) return false;
  const key = await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']);
  for (const line of signatures.split('\n')) {
    const [, signer, signature = ''] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    if (signer !== name) continue;
    const bytes = bytesOf(signature);
    const hint = [...bytes.slice(0, idBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hint !== id) continue;
    return crypto.subtle.verify('Ed25519', key, bytes.slice(idBytes), utf8(text));
  }
  return false;
};

const check = async (proof: Proof, verifier: string): Promise<ProofVerdict> => {
  const leaf = await leafOf(proof.entry);
  if (base64Of(leaf) !== proof.leafHash) return { verdict: 'entry' };
  const root = await rootFrom(leaf, proof.leafIndex, proof.treeSize, proof.path.map(bytesOf));
  const end = proof.checkpoint.lastIndexOf('\n\n');
  if (end < 0) return { verdict: 'malformed' };
  const text = proof.checkpoint.slice(0, end + 1);
  const [origin = '', size, signedRoot] = text.split('\n');
  const isOfTree = root !== undefined && String(proof.treeSize) === size && base64Of(root) === signedRoot;
  if (!isOfTree) return { verdict: 'path' };
  const isOfLog = verifier.startsWith(`${origin}+`);
  if (!isOfLog || !(await isSigned(text, proof.checkpoint.slice(end + 2), verifier)))
    return { verdict: 'signature' };
  return { verdict: 'good', size: proof.treeSize, root: signedRoot };
};

/**
 * Checks, with nothing but the browser's own cryptography, that an entry is in the tree of a checkpoint that the key
 * of the log has signed.
 */
export const checkProof = async (proof: Proof, verifier: string): Promise<ProofVerdict> => {
  try {
    return await check(proof, verifier);
  } catch (error) {
    const isUnknown = error instanceof DOMException && error.name === 'NotSupportedError';
    return { verdict: isUnknown ? 'unsupported' : 'malformed' };
  }
};
