import { Count, Flag, Instant, NestedList, OneOf, Text, TextList } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { noticeActionValues, repositorySorts } from '../values.js';

/** What a registry tells of one request. */
export class Notice {
  @Text() id!: string;
  @OneOf(noticeActionValues) action!: (typeof noticeActionValues.values)[number];
  @Text() repository!: string;
  @Text({ optional: true }) digest?: string;
  @Text({ optional: true }) tag?: string;
  @Text({ optional: true }) actor?: string;
  @Text({ optional: true }) ip?: string;
  @Text({ optional: true }) client?: string;
  @Text() at!: string;
  /** A list of images, of which a client takes the one for its platform. */
  @Flag({ optional: true }) isIndex?: boolean;
}

/** For the gateway alone: what came to `POST /registry/notifications` with this bearer token. */
export class NotifyRegistry {
  @Text() bearer!: string;
  @NestedList(Notice, { optional: true }) notices?: Notice[];
}

/** `recorded` are new; others were known, too old, of the future, or of no repository. */
export class NotifyReply {
  @Count() recorded!: number;
  @Count() ignored!: number;
}

export class UseView {
  @OneOf(noticeActionValues) action!: string;
  @Text() repository!: string;
  @Text({ optional: true }) digest?: string;
  @Text({ optional: true }) tag?: string;
  @Text({ optional: true, description: 'The username that was used; absent for a stranger' }) by?: string;
  @Text({ optional: true }) ip?: string;
  @Text({ optional: true, description: 'What the client calls itself' }) client?: string;
  @Instant() at!: string;
}

export class ListRepositories extends PageRequest {
  @Text() registryId!: string;
  @OneOf(repositorySorts, { optional: true, description: 'name when absent' })
  sort?: (typeof repositorySorts.values)[number];
  @Text({ optional: true, description: 'Part of a name' }) q?: string;
}

export class RepositoryView {
  @Text() name!: string;
  @Count() pulls!: number;
  @Count() pushes!: number;
  @Instant({ optional: true }) lastPullAt?: string;
  @Text({ optional: true }) lastPullBy?: string;
  @Instant({ optional: true }) lastPushAt?: string;
  @Text({ optional: true }) lastPushBy?: string;
  @TextList({ description: 'never_pulled: it was pushed, and nobody pulled it' }) advice!: readonly string[];
  @NestedList(UseView, { description: 'Newest first, at most 20' }) recent!: readonly UseView[];
}

export class RepositoryPage {
  @NestedList(RepositoryView) items!: readonly RepositoryView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class TokenUsage {
  @Count({ description: 'Answers of the token endpoint with access' }) grants!: number;
  @Instant({ optional: true }) lastGrantAt?: string;
  @Text({ optional: true, description: 'The address of that request' }) lastGrantFrom?: string;
  @Count({ description: 'As the registry told' }) pulls!: number;
  @Count() pushes!: number;
  @Instant({ optional: true }) lastPullAt?: string;
  @Instant({ optional: true }) lastPushAt?: string;
  @NestedList(UseView, { description: 'Newest first, at most 20' }) recent!: readonly UseView[];
}
