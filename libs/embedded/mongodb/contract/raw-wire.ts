import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { BSON } from 'mongodb';

export const OP_MSG = 2013;

/** A message with its header. */
export const message = (opCode: number, body: Buffer, length = body.length + 16): Buffer => {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
};

export const flagged = (flags: number, ...sections: Buffer[]): Buffer => {
  const bits = Buffer.alloc(4);
  bits.writeUInt32LE(flags);
  return Buffer.concat([bits, ...sections]);
};

export const body = (command: object): Buffer => Buffer.concat([Buffer.from([0]), BSON.serialize(command)]);

export const sequence = (name: string, docs: readonly object[]): Buffer => {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map((doc) => BSON.serialize(doc))]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.from([1]), size, content]);
};

export const crc32c = (bytes: Buffer): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
};

export class Wire {
  private received = Buffer.alloc(0);
  private readonly closed: Promise<void>;
  private wake: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
  }

  /** A connection of somebody who has not said who they are. */
  static async openUnknown(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) || 27017 });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Wire(socket);
  }

  static async open(url: string): Promise<Wire> {
    const wire = await Wire.openUnknown(url);
    const { username, password } = new URL(url);
    if (username !== '') await authenticate(wire, username, password);
    return wire;
  }

  /** Sends a command and waits for its reply. */
  async command(command: object): Promise<Record<string, unknown>> {
    this.send(message(OP_MSG, flagged(0, body(command))));
    return (await this.reply()).doc;
  }

  send(...bytes: Buffer[]): void {
    for (const part of bytes) this.socket.write(part);
  }

  /** The next reply. */
  async reply(): Promise<{
    responseTo: number;
    opCode: number;
    doc: Record<string, unknown>;
    raw: Buffer;
  }> {
    while (this.received.length < 16 || this.received.length < this.received.readInt32LE(0)) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const length = this.received.readInt32LE(0);
    const opCode = this.received.readInt32LE(12);
    const at = opCode === OP_MSG ? 21 : 36;
    const reply = {
      responseTo: this.received.readInt32LE(8),
      opCode,
      doc: BSON.deserialize(this.received.subarray(at, length)),
      raw: this.received.subarray(at, length),
    };
    this.received = this.received.subarray(length);
    return reply;
  }

  async untilClosed(): Promise<void> {
    await this.closed;
  }

  /** Reads nothing more. */
  pause(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A connection that is closed whatever happens. */
export const withWire = async (url: string, use: (wire: Wire) => Promise<void>): Promise<void> => {
  const wire = await Wire.open(url);
  try {
    await use(wire);
  } finally {
    wire.close();
  }
};

const sha256 = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** SCRAM-SHA-256 as RFC 5802 §3 has it. @returns the last reply of the server */
export const authenticate = async (
  wire: Wire,
  username: string,
  password: string,
): Promise<Record<string, unknown>> => {
  const textOf = ({ payload }: Record<string, unknown>) =>
    Buffer.from((payload as BSON.Binary).value()).toString();
  const bare = `n=${username},r=a nonce of the client`;
  const first = await wire.command({
    saslStart: 1,
    mechanism: 'SCRAM-SHA-256',
    payload: new BSON.Binary(Buffer.from(`n,,${bare}`)),
    $db: 'admin',
  });
  const challenge = textOf(first);
  const [, nonce, salt, iterations] = /^r=(.*),s=(.*),i=(\d+)$/.exec(challenge)!;
  const salted = pbkdf2Sync(password, Buffer.from(salt!, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = sha256(salted, 'Client Key');
  const withoutProof = `c=biws,r=${nonce}`;
  const signature = sha256(
    createHash('sha256').update(clientKey).digest(),
    `${bare},${challenge},${withoutProof}`,
  );
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ signature[i]!)).toString('base64');
  return wire.command({
    saslContinue: 1,
    conversationId: first['conversationId'],
    payload: new BSON.Binary(Buffer.from(`${withoutProof},p=${proof}`)),
    $db: 'admin',
  });
};
