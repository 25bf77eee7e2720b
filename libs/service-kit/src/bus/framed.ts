/** A head in JSON and a body as it is, in one piece: the length of the head in four bytes, the head, the body. */
export const frame = (head: object, body: Uint8Array): Buffer => {
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, body]);
};

/** What `frame` made; only for what is known to come from a part of ours. */
export const unframe = <Head>(framed: Buffer): Readonly<{ head: Head; body: Buffer }> => {
  const end = 4 + framed.readUInt32BE();
  return { head: JSON.parse(framed.toString('utf8', 4, end)) as Head, body: framed.subarray(end) };
};
