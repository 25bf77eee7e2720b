import { readHash, readSize } from './checkpoint.js';

/** That an entry is in a log, as one text: `checkpoint` is the note that the log signed. */
export type TlogProof = Readonly<{ index: number; path: readonly Uint8Array[]; checkpoint: string }>;

/** A text that is no proof. */
export class TlogProofMalformed extends Error {}

const heading = 'c2sp.org/tlog-proof@v1';

/** The text of c2sp.org/tlog-proof. */
export const writeTlogProof = ({ index, path, checkpoint }: TlogProof): string =>
  [
    heading,
    `index ${index}`,
    ...path.map((hash) => Buffer.from(hash).toString('base64')),
    '',
    checkpoint,
  ].join('\n');

/** Reads such a text; what it says has not been verified then. @throws TlogProofMalformed */
export const readTlogProof = (text: string): TlogProof => {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [indexLine = '', ...hashes] = lines;
  const index = indexLine.startsWith('index ') ? readSize(indexLine.slice('index '.length)) : undefined;
  const path = hashes.map(readHash);
  if (first !== heading || index === undefined || path.includes(undefined)) {
    throw new TlogProofMalformed(`The text is no proof of the form ${heading}`);
  }
  return { index, path: path as Buffer[], checkpoint: text.slice(end + 2) };
};
