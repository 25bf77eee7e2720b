import { credentials, dataKeys } from '@credstream/domain-credential';
import { type LiveView, type LogProcess, startLiveView, startLogProcess } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CredentialCommands } from '../credential/credential.commands.js';
import { SecretVault } from './secret-vault.js';

/**
 * Destroys the key and the ciphertexts of every credential that was deleted: once more after the deletion itself, for
 * what a crash left undone, for a data key that was wrapped anew at the same moment, and for a log that was restored
 * from a backup.
 */
@Injectable()
export class Shredder implements OnApplicationShutdown {
  private readonly process: LogProcess;
  private readonly view: LiveView;

  constructor(host: ServiceHost, vault: SecretVault, commands: CredentialCommands) {
    const isDeletion = (type: string) => type === 'CredentialDeleted';
    this.process = startLogProcess({
      ...host.projectionParts(),
      name: 'credential-shredder',
      prefixes: [credentials.prefix, dataKeys.prefix],
      handle: async ({ stream, type }) => {
        if (isDeletion(type)) return vault.destroy(credentials.idOf(stream));
        if (!stream.startsWith(dataKeys.prefix)) return;
        const id = dataKeys.idOf(stream);
        if (vault.isDestroyed(id)) {
          await vault.destroy(id);
          return commands.deleteOnceMore(id);
        }
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
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
    await this.view.stop();
  }
}
