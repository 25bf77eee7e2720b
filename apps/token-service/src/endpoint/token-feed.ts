import { type TokenChange, tokenFeedSubject } from '@credstream/contracts/token';
import { cliSecrets, registries, registryTokens } from '@credstream/domain-registry';
import { offlineTokens, trustedIssuers } from '@credstream/domain-registry-access';
import type { RecordedEvent } from '@credstream/eventstore';
import { ServiceHost, startFeed } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

const user = 'user-';

/** Streams of which each is about one thing; its id is what answers are kept by. */
const prefixes = [
  user,
  ...[registries, registryTokens, cliSecrets, offlineTokens, trustedIssuers].map(({ prefix }) => prefix),
];

const changeOf = ({ stream }: RecordedEvent): TokenChange | 'anything' =>
  prefixes.some((prefix) => stream.startsWith(prefix))
    ? { id: stream.slice(stream.indexOf('-') + 1) }
    : // Scopes and policies of an account: whatever is known of it may be wrong.
      'anything';

/** Tells every gateway what changed for the answers that it keeps. */
@Injectable()
export class TokenFeed implements OnApplicationShutdown {
  private readonly feed: ReturnType<typeof startFeed>;

  constructor(host: ServiceHost) {
    this.feed = startFeed<TokenChange>(host, {
      name: 'token/feed',
      subject: tokenFeedSubject,
      prefixes: [...prefixes, 'organization-'],
      changeOf,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.feed.stop();
  }
}
