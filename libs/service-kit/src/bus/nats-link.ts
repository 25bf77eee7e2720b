import type { NatsConnection } from '@nats-io/transport-node';

/** The bus is away; the same name as the client's own, because it is the same thing. */
class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/**
 * Requests over a connection that comes and goes: the client keeps what is asked while the bus is away, so that the
 * caller waits for its whole patience. Here they fail at once, also those under way.
 */
export class NatsLink {
  private isAway = false;
  private readonly underWay = new Set<(error: Error) => void>();

  constructor(private readonly connection: NatsConnection) {
    void this.follow();
  }

  /** The reply as it came. Rejects at once while the bus is away. */
  async request(subject: string, data: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    if (this.isAway || this.connection.isClosed()) throw new ConnectionError('The bus is away');
    let fail: (error: Error) => void = () => undefined;
    const away = new Promise<never>((_resolve, reject) => (fail = reject));
    this.underWay.add(fail);
    try {
      const answer = this.connection.request(subject, data, { timeout: timeoutMs });
      return (await Promise.race([answer, away])).data;
    } finally {
      this.underWay.delete(fail);
    }
  }

  private async follow(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect' || type === 'close') this.lose();
      if (type === 'reconnect') this.isAway = false;
    }
  }

  private lose(): void {
    this.isAway = true;
    for (const fail of this.underWay) fail(new ConnectionError('The bus went away'));
  }
}
