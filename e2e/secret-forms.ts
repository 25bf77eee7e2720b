type Form = Readonly<{ form: string; bytes: Buffer }>;

/** RFC 7541, Appendix B: the codes are canonical, so the characters by the length of their code are enough. */
const huffmanLengths: Readonly<Record<number, string>> = {
  5: '012aceiost',
  6: ' %-./3456789=A_bdfghlmnpru',
  7: ':BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz',
  8: '&*,;XZ',
};

const huffmanCodes = (): ReadonlyMap<string, string> => {
  const codes = new Map<string, string>();
  let next = 0;
  for (const [length, characters] of Object.entries(huffmanLengths)) {
    next *= 2;
    for (const character of characters) {
      codes.set(character, next.toString(2).padStart(Number(length), '0'));
      next += 1;
    }
  }
  return codes;
};
const codes = huffmanCodes();

const octets = (bits: string): Buffer =>
  Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));

/** As in a header of HTTP/2, wherever in the header it begins; nothing for characters that are rare there. */
const huffman = (text: string): readonly Form[] => {
  const bits = [...text].map((character) => codes.get(character));
  if (bits.includes(undefined)) return [];
  return [...'01234567'].map((skipped) => ({
    form: 'a header of HTTP/2',
    bytes: octets(bits.join('').slice(Number(skipped))),
  }));
};

/** Three ways to fall on the groups of three bytes; the characters that also depend on neighbours are cut off. */
const base64 = (secret: Buffer): readonly Form[] =>
  [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), secret]);
    const text = (coded: string): string =>
      coded.slice(before === 0 ? 0 : before + 1, Math.floor((whole.length * 8) / 6));
    return (['base64', 'base64url'] as const).map((form) => ({
      form,
      bytes: Buffer.from(text(whole.toString(form))),
    }));
  });

/** The ways in which a secret could be written down by a program that does not mean to hide it. */
export const formsOf = (secret: string | Buffer): readonly Form[] => {
  const bytes = Buffer.from(secret as string);
  const hexadecimal = [bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  const forms = [
    { form: 'as it is', bytes },
    ...base64(bytes),
    ...hexadecimal.map((text) => ({ form: 'hexadecimal', bytes: Buffer.from(text) })),
  ];
  if (typeof secret !== 'string') return forms;
  return [
    ...forms,
    { form: 'in a URL', bytes: Buffer.from(encodeURIComponent(secret)) },
    { form: 'in JSON', bytes: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
    ...huffman(secret),
  ];
};

export type Secrets = ReadonlyMap<string, string | Buffer>;
export type Places = Readonly<Record<string, readonly Buffer[]>>;

/** `<secret> in <place>`, with the form, for each that is found. */
export const findSecrets = (secrets: Secrets, places: Places): readonly string[] => [
  ...new Set(
    [...secrets].flatMap(([name, secret]) =>
      formsOf(secret).flatMap(({ form, bytes }) =>
        Object.entries(places).flatMap(([place, parts]) =>
          parts.some((part) => part.includes(bytes)) ? [`${name} in ${place} (${form})`] : [],
        ),
      ),
    ),
  ),
];
