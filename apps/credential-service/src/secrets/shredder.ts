import { setTimeout as delay } from 'node:timers/promises';
import { credentials, dataKeys } from '@credstream/domain-credential';
import { type LiveView, type LogProcess, startLiveView, startLogProcess } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CredentialCommands } from '../credential/credential.commands.js';
import { SecretVault } from './secret-vault.js';

const againAfterMs = 5_000;

/**
 * Destroys the key and the ciphertexts of every credential that was deleted: once more after the deletion itself, for
 * what a crash left undone, for a data key that was wrapped anew at the same moment, and for a log that was restored
 * from a backup.
 */
@Injectable()
export class Shredder implements OnApplicationShutdown {
  private readonly process: LogProcess;
  private readonly view: LiveView;
  private readonly stopping = new AbortController();
  private readonly listed: Promise<void>;

  constructor(
    private readonly host: ServiceHost,
    private readonly vault: SecretVault,
    private readonly commands: CredentialCommands,
  ) {
    const isDeletion = (type: string) => type === 'CredentialDeleted';
    this.process = startLogProcess({
      ...host.projectionParts(),
      name: 'credential-shredder',
      prefixes: [credentials.prefix, dataKeys.prefix],
      handle: async ({ stream, type }) => {
        if (isDeletion(type)) return vault.destroy(credentials.idOf(stream));
        if (!stream.startsWith(dataKeys.prefix)) return;
        const id = dataKeys.idOf(stream);
        if (vault.isDestroyed(id)) return this.destroyOnceMore(id);
        const newest = await host.store.readLast(credentials.streamOf(id));
        if (newest && isDeletion(newest.type)) await vault.destroy(id);
      },
    });
    // The key may be in the memory of any copy of the service.
    this.view = startLiveView({
      ...host.projectionParts(),
      prefixes: [credentials.prefix],
      apply: ({ stream, type }) => {
        if (isDeletion(type)) vault.forget(credentials.idOf(stream));
      },
    });
    this.listed = this.destroyListed();
  }

  /**
   * What is listed as destroyed must not be in the log. The process above cannot tell: when a log is restored and the
   * database is kept, it has been past that place.
   */
  private async destroyListed(): Promise<void> {
    const { signal } = this.stopping;
    for (const id of this.vault.destroyed()) {
      while (!signal.aborted && !(await this.isGone(id))) {
        await delay(againAfterMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async isGone(id: string): Promise<boolean> {
    try {
      if (await this.host.of(dataKeys).exists(id)) await this.destroyOnceMore(id);
      return true;
    } catch (error) {
      this.host.log.warn({ err: error, credentialId: id }, 'A deleted credential is deleted again later');
      return false;
    }
  }

  /** The key last: while it is there, this is done again after a crash. */
  private async destroyOnceMore(id: string): Promise<void> {
    await this.commands.deleteOnceMore(id);
    await this.vault.destroy(id);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listed;
    await this.process.stop();
    await this.view.stop();
  }
}
