import { Count, Flag, Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
import { sinkKindValues, sinkStatuses } from '../values.js';
import { Versioned } from '../versioned.messages.js';
import { DeliveryFailure } from './audit.messages.js';

export class CreateAuditSink {
  @Text({ description: 'What people know it by', example: 'siem' }) name!: string;
  @OneOf(sinkKindValues, { example: 'http' }) kind!: string;
  @Text({
    ...{ optional: true, example: 'https://siem.example.org/audit' },
    description: 'http: where NDJSON is posted; syslog: syslog+tls://host:port',
  })
  url?: string;
  @Text({ optional: true, description: 'file: its name in the folder of CREDSTREAM_SINK_FOLDER' })
  file?: string;
  @Text({ optional: true, description: 'http: the value of the header Authorization. It is never shown' })
  authorization?: string;
  @Text({ optional: true, description: 'Authorities (PEM) that are trusted in the place of the public ones' })
  caBundle?: string;
  @Text({ optional: true, description: 'PEM; it comes together with clientKey' }) clientCertificate?: string;
  @Text({ optional: true, description: 'PEM. It is never shown' }) clientKey?: string;
  @Text({ optional: true, description: 'Whose entries; yours when absent, * for those of all accounts' })
  account?: string;
  @Flag({ optional: true, description: 'Also the events by which Credstream keeps its own records' })
  bookkeeping?: boolean;
  @Flag({ optional: true, description: 'Also what was recorded before the sink was made' })
  fromStart?: boolean;
}

export class GetAuditSink {
  @Text() id!: string;
}

export class ListAuditSinks {
  @Text({ optional: true, description: '* for all accounts. When absent: all that you may read' })
  account?: string;
}

export class AuditSinkView {
  @Text() id!: string;
  @Text() name!: string;
  @OneOf(sinkKindValues) kind!: string;
  @Text({ optional: true }) url?: string;
  @Text({ optional: true }) file?: string;
  @Text({ optional: true, description: 'Absent: the entries of all accounts' }) account?: string;
  @Flag() bookkeeping!: boolean;
  @Instant() createdAt!: string;
  @OneOf(sinkStatuses) status!: string;
  @Text({ optional: true, description: 'Of the newest entry that was taken; decimal text' })
  position?: string;
  @Count({ description: 'Entries that wait; 1000 means 1000 or more' }) lag!: number;
  @Instant({ optional: true, description: 'When the oldest of them was recorded' }) waitingSince?: string;
  @Instant({ optional: true }) deliveredAt?: string;
  @Nested(DeliveryFailure, { optional: true, description: 'Absent once entries were taken again' })
  lastFailure?: DeliveryFailure;
}

export class AuditSinkReply extends Versioned {
  @Nested(AuditSinkView) sink!: AuditSinkView;
}

export class AuditSinkList {
  @NestedList(AuditSinkView) items!: readonly AuditSinkView[];
}
