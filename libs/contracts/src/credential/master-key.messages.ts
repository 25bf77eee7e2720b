import { Count, Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
import { masterKeyStatusValues, rotationPhaseValues } from '../values.js';

export class MasterKeyView {
  @Count({ description: 'Its number; the newest one wraps' }) epoch!: number;
  @OneOf(masterKeyStatusValues) status!: string;
  @Instant({ optional: true }) startedAt?: string;
  @Instant({ optional: true, description: 'When the last data key had left it' }) emptiedAt?: string;
}

export class MasterKeyProgress {
  @OneOf(rotationPhaseValues) phase!: string;
  @Count({ description: 'Data keys looked at' }) seen!: number;
  @Count({ description: 'Data keys wrapped anew' }) rewrapped!: number;
  @Count({ description: 'Data keys whose master key was destroyed' }) lost!: number;
  @Count({ description: 'Data keys that could not be wrapped anew; no master key is destroyed then' })
  failed!: number;
  @Instant() at!: string;
}

export class FormerKeyProvider {
  @Text() provider!: string;
  @Instant({ optional: true, description: 'When no data key was wrapped by it any more' }) emptiedAt?: string;
}

export class MasterKeysReply {
  @Text({ description: 'The key provider' }) provider!: string;
  @NestedList(MasterKeyView) items!: readonly MasterKeyView[];
  @Nested(MasterKeyProgress, { optional: true, description: 'Of the last run' }) progress?: MasterKeyProgress;
  @Nested(FormerKeyProvider, { optional: true, description: 'The other key provider that is still asked' })
  former?: FormerKeyProvider;
}
