/** The few forms of DER (X.690) that a certificate needs. */
const tagged = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
};

const longestShortLength = 0x7f;

const lengthOf = (length: number): Buffer => {
  if (length <= longestShortLength) return Buffer.of(length);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.of(0x80 | significant.length), significant]);
};

export const sequence = (...content: readonly Uint8Array[]): Buffer => tagged(0x30, ...content);
export const set = (...content: readonly Uint8Array[]): Buffer => tagged(0x31, ...content);
export const octetString = (content: Uint8Array): Buffer => tagged(0x04, content);
export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
export const trueValue = (): Buffer => tagged(0x01, Buffer.of(0xff));

/** An element with a number of its own around others: `[0]`. */
export const explicit = (number: number, ...content: readonly Uint8Array[]): Buffer =>
  tagged(0xa0 | number, ...content);

/** `unused` bits at the end of the last byte do not count. */
export const bitString = (content: Uint8Array, unused = 0): Buffer =>
  tagged(0x03, Buffer.of(unused), content);

/** A whole number above zero, from its bytes, the most significant first. */
export const positiveInteger = (bytes: Uint8Array): Buffer => {
  const begin = bytes.findIndex((byte) => byte !== 0);
  const significant = bytes.subarray(begin === -1 ? bytes.length - 1 : begin);
  const sign = (significant[0] ?? 0) & 0x80 ? Buffer.of(0) : Buffer.alloc(0);
  return tagged(0x02, sign, significant);
};

/** An object identifier from its dotted text. */
export const objectIdentifier = (text: string): Buffer => {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  const base128 = (value: number): readonly number[] => {
    const bytes = [value & 0x7f];
    for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f));
    return bytes;
  };
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...others].flatMap(base128)));
};

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. */
export const time = (instant: Date): Buffer => {
  const digits = instant.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
  return instant.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`));
};
