import { Flag, Instant, Nested, NestedList, OneOf, Text, TextList } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { registrySorts, tokenModeValues } from '../values.js';
import { Versioned } from '../versioned.messages.js';

/** The scope that the first part of a repository path stands for. */
export class ProjectPlaceView {
  @Text({ example: 'team', description: 'The first part of a repository path' }) project!: string;
  @Text({ example: 'default', description: 'The scope of the registry, or one below it' }) scope!: string;
}

export class CreateRegistry {
  @Text({
    example: 'images',
    description: '3 to 63 lower-case letters, digits and dashes; it cannot be changed later',
  })
  name!: string;
  @Text({ optional: true, description: 'Where it is; your account when absent' }) scope?: string;
  @Text({
    example: 'registry.example.org',
    description: 'The service in the configuration of the registry: the audience of its tokens',
  })
  service!: string;
  @Text({ example: 'registry.example.org', description: 'What people type after docker login' })
  hostname!: string;
  @OneOf(tokenModeValues, { optional: true, description: 'How tokens are signed; universal when absent' })
  tokenMode?: (typeof tokenModeValues.values)[number];
  @Flag({ optional: true, description: 'Are refresh tokens given out? false when absent' })
  offlineTokens?: boolean;
  @TextList({ optional: true, description: 'Repositories that everybody may pull; * for any characters' })
  anonymousPull?: string[];
  @TextList({
    optional: true,
    description:
      'Up to 25 addresses or CIDR ranges from which tokens are given; 0.0.0.0/0 closes the registry',
  })
  ipAllowList?: string[];
  @NestedList(ProjectPlaceView, {
    optional: true,
    description: 'Which scope the first part of a repository path stands for, where two have its name',
  })
  projects?: ProjectPlaceView[];
}

export class GetRegistry {
  @Text() id!: string;
}

/** A list in a change: an empty one empties what was there. */
export class ChangedTexts {
  @TextList({ optional: true }) items?: string[];
}
export class ChangedProjects {
  @NestedList(ProjectPlaceView, { optional: true }) items?: ProjectPlaceView[];
}

export class ChangeRegistry {
  @Text() id!: string;
  @Text({ optional: true }) hostname?: string;
  @OneOf(tokenModeValues, { optional: true }) tokenMode?: (typeof tokenModeValues.values)[number];
  @Flag({ optional: true }) offlineTokens?: boolean;
  @Nested(ChangedTexts, { optional: true }) anonymousPull?: ChangedTexts;
  @Nested(ChangedTexts, { optional: true }) ipAllowList?: ChangedTexts;
  @Nested(ChangedProjects, { optional: true }) projects?: ChangedProjects;
}

export class ListRegistries extends PageRequest {
  @Text({ optional: true, description: 'An account; yours when absent, * for all accounts' })
  account?: string;
  @OneOf(registrySorts, { optional: true, description: 'name when absent' })
  sort?: (typeof registrySorts.values)[number];
  @Text({ optional: true, description: 'Part of a name, a hostname or a service' }) q?: string;
}

export class RegistryView {
  @Text() id!: string;
  @Text() name!: string;
  @Text() account!: string;
  @Text() scope!: string;
  @Text() service!: string;
  @Text() hostname!: string;
  @OneOf(tokenModeValues) tokenMode!: string;
  @Flag() offlineTokens!: boolean;
  @TextList() anonymousPull!: readonly string[];
  @TextList() ipAllowList!: readonly string[];
  @NestedList(ProjectPlaceView) projects!: readonly ProjectPlaceView[];
  @Instant() createdAt!: string;
}

export class RegistryReply extends Versioned {
  @Nested(RegistryView) registry!: RegistryView;
  @Text({
    optional: true,
    description: 'The bearer token with which the registry sends its notifications, once',
  })
  notificationToken?: string;
}

export class RegistryPage {
  @NestedList(RegistryView) items!: readonly RegistryView[];
  @Text({ optional: true }) nextCursor?: string;
}
