import { type KeyChange, keyFeedSubject } from '@credstream/contracts/apikey';
import type { RecordedEvent } from '@credstream/eventstore';
import { ServiceHost, startFeed } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeyViews } from './apikey-views.js';

/** Changes to keys and to the people who own them; nothing else makes an index entry wrong. */
const changeOf = ({ stream, type }: RecordedEvent): KeyChange | 'anything' | undefined => {
  const id = stream.slice(stream.indexOf('-') + 1);
  if (stream.startsWith('apikey-')) return { keyId: id };
  if (stream.startsWith('user-')) return { userId: id };
  // All users of an account at once.
  return type === 'AccountDisabled' || type === 'AccountEnabled' ? 'anything' : undefined;
};

const isImport = ({ type, data }: RecordedEvent): boolean =>
  type === 'ApiKeyCreated' && (data as { formatVersion: number }).formatVersion === 0;

/** Tells every gateway what changed, and whether there can be keys that were made elsewhere. */
@Injectable()
export class ApiKeyFeed implements OnApplicationShutdown {
  private readonly feed: ReturnType<typeof startFeed>;
  /** While it is not known whether there are imported keys, there may be. */
  private imports = true;
  private sawImport = false;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
  ) {
    this.feed = startFeed<KeyChange>(host, {
      name: 'apikey/feed',
      subject: keyFeedSubject,
      prefixes: ['apikey-', 'user-', 'organization-'],
      changeOf: (event) => {
        if (isImport(event)) this.imports = this.sawImport = true;
        return changeOf(event);
      },
      onBegin: (position) => this.lookForImports(position),
      besides: () => ({ ...(this.imports && { imports: true }) }),
    });
  }

  /** Once there was one there always may be: a deleted one is not looked for. */
  private lookForImports(position: bigint): void {
    this.imports = true;
    this.hasImports(position).then(
      (some) => (this.imports = some || this.sawImport),
      (error: unknown) => this.host.log.warn({ err: error }, 'Imported keys may exist'),
    );
  }

  private async hasImports(position: bigint): Promise<boolean> {
    await this.views.list.waitFor(position);
    const list = await this.views.list.collection();
    return (await list.findOne({ formatVersion: 0 })) !== null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.feed.stop();
  }
}
