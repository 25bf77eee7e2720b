import { currentShapes, type Event } from '@credstream/domain-kernel';

export const sinkKinds = ['file', 'syslog', 'http'] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** Where entries go. */
export type SinkTarget =
  /** `file`: a name in the folder of the setting; a line of JSON for each entry. */
  | Readonly<{ kind: 'file'; file: string }>
  /** `url`: `syslog+tls://host:port`; RFC 5424 over TLS as in RFC 5425. */
  | Readonly<{ kind: 'syslog'; url: string }>
  /** `url`: http or https; NDJSON is posted there. */
  | Readonly<{ kind: 'http'; url: string }>;

/** How the receiver is known, and how it knows us. Keys and passwords are in a stream of their own. */
export type SinkTrust = Readonly<{
  /** Certificates (PEM) of authorities that are trusted for this receiver, in the place of the public ones. */
  caBundle?: string;
  clientCertificate?: string;
}>;

/** One receiver of entries; its stream is `auditsink-<id>`. */
export type AuditSinkEvent =
  | Event<
      'AuditSinkCreated',
      {
        sinkId: string;
        name: string;
        target: SinkTarget;
        trust: SinkTrust;
        /** Whose entries; those of all accounts when absent. */
        account?: string;
        /** Also the events by which Credstream keeps its own records. */
        withBookkeeping: boolean;
        /** Also what was recorded before. */
        fromStart: boolean;
        at: string;
      }
    >
  | Event<'AuditSinkDeleted', { at: string }>;

export const auditSinkSchema = currentShapes<AuditSinkEvent>({
  AuditSinkCreated: true,
  AuditSinkDeleted: true,
});

/** What a sink is known by to its receiver, sealed; deleted together with it. */
export type SinkSecretEvent = Event<'AuditSinkSecretStored', { sealed: string }>;

export const sinkSecretSchema = currentShapes<SinkSecretEvent>({
  AuditSinkSecretStored: { withheld: ['sealed'] },
});
export const sinkSecretPrefix = 'auditsinksecret-';
export const sinkSecretStream = (sinkId: string): string => `${sinkSecretPrefix}${sinkId}`;
