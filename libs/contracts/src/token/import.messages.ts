import { NestedList, OneOf, Text } from '../fields.js';
import { tokenImportFormats } from '../values.js';
import { TokenView, WantedScope } from './token.messages.js';

export class ImportTokens {
  @Text() registryId!: string;
  @OneOf(tokenImportFormats, { example: 'htpasswd' }) format!: (typeof tokenImportFormats.values)[number];
  @Text({
    example: 'nightly-build:$2y$05$abcdefghijklmnopqrstuuZ6kq0qJw3o9o1t8lq6mZ8m1nY7b2m1C',
    description:
      'The htpasswd file with bcrypt hashes, or a JSON list of robot accounts of Harbor with name, secret, salt, expires_at, disable and permissions; at most 500',
  })
  data!: string;
  @NestedList(WantedScope, {
    optional: true,
    description: 'What each may do that brings no permissions; for htpasswd everything when absent',
  })
  scopes?: WantedScope[];
}

export class SkippedImport {
  @Text() username!: string;
  @Text({ description: 'imported_before, deleted or expired' }) reason!: string;
}

export class ImportReply {
  @NestedList(TokenView) items!: readonly TokenView[];
  @NestedList(SkippedImport) skipped!: readonly SkippedImport[];
}
