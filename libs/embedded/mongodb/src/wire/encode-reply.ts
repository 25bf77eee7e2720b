import { encodeDocument, isDoc, type Doc } from '../bson/document.js';

/** An array of documents that are BSON already. */
export class EncodedArray {
  constructor(readonly items: readonly Uint8Array[]) {}
}

const ARRAY = 4;
const DOCUMENT = 3;
const END = Buffer.from([0]);

const element = (type: number, name: string, body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), body]);

const wrap = (elements: readonly Uint8Array[]): Buffer => {
  const length = elements.reduce((sum, { length }) => sum + length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(length);
  return Buffer.concat([head, ...elements, END], length);
};

/** Heads of array elements: the type and the place as text. The first batches need no more than these. */
const heads = Array.from({ length: 128 }, (_, i) => Buffer.from(`\u0003${i}\0`, 'latin1'));

const encodeArray = ({ items }: EncodedArray): Buffer =>
  wrap(items.flatMap((item, i) => [heads[i] ?? Buffer.from(`\u0003${i}\0`, 'latin1'), item]));

const holdsEncoded = (doc: Doc): boolean =>
  Object.values(doc).some((value) => value instanceof EncodedArray || (isDoc(value) && holdsEncoded(value)));

/** Encodes a reply, in which arrays of documents may be encoded already. */
export const encodeReply = (reply: Doc): Uint8Array => {
  if (!holdsEncoded(reply)) return encodeDocument(reply);
  return wrap(
    Object.entries(reply).map(([name, value]) => {
      if (value instanceof EncodedArray) return element(ARRAY, name, encodeArray(value));
      if (isDoc(value) && holdsEncoded(value)) return element(DOCUMENT, name, encodeReply(value));
      return encodeDocument({ [name]: value }).subarray(4, -1);
    }),
  );
};
