import { defineError } from '@credstream/domain-kernel';

export class AuditSinkNotFound extends defineError(
  'audit.sink_not_found',
  'not_found',
  'No sink has this id',
  'List the sinks to find it',
) {}
export class AuditSinkInvalid extends defineError(
  'audit.sink_invalid',
  'invalid',
  'The sink is not valid',
  'Correct the fields that errors names',
) {}
export class AuditSinkUnreachable extends defineError(
  'audit.sink_unreachable',
  'invalid',
  'Nothing can be sent to the address of the sink',
  'Send a public address with TLS, or one that CREDSTREAM_EGRESS_ALLOW lists',
) {}
export class AuditSinkTooMany extends defineError(
  'audit.sink_too_many',
  'conflict',
  'The account has as many sinks as it may have',
  'Delete a sink that is no longer used',
) {}
