import { defineError } from '@credstream/domain-kernel';

export class TooManyStreams extends defineError(
  'audit.too_many_streams',
  'rate_limited',
  'Too many exports and live tails are running',
  'End one of them, or repeat the request later',
) {}
