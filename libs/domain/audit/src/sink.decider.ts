import {
  aggregate,
  type Command,
  type Decider,
  type FieldError,
  formatInstant,
  refuseFields,
} from '@credstream/domain-kernel';
import { AuditSinkInvalid, AuditSinkNotFound } from './sink.errors.js';
import {
  type AuditSinkEvent,
  auditSinkSchema,
  type SinkKind,
  type SinkTarget,
  type SinkTrust,
} from './sink.events.js';

/** A sink as it is asked for. */
export type AskedSink = Readonly<{
  sinkId: string;
  name: string;
  kind: SinkKind;
  url?: string | undefined;
  file?: string | undefined;
  caBundle?: string | undefined;
  clientCertificate?: string | undefined;
  account?: string | undefined;
  withBookkeeping: boolean;
  fromStart: boolean;
}>;

export type AuditSinkCommand = Command<'CreateAuditSink', AskedSink> | Command<'DeleteAuditSink'>;

export type ActiveSink = Readonly<{
  status: 'active';
  sinkId: string;
  name: string;
  target: SinkTarget;
  trust: SinkTrust;
  account?: string;
  withBookkeeping: boolean;
  fromStart: boolean;
  createdAt: string;
}>;
export type AuditSink = Readonly<{ status: 'none' | 'deleted' }> | ActiveSink;

const longestName = 100;
const longestUrl = 2_000;
const longestCertificates = 32 * 1024;
const syslogPort = '6514';

type Refuse = (path: string, message: string) => void;

const checkedUrl = (text: string, protocols: readonly string[], refuse: Refuse): URL | undefined => {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : undefined;
  const fits =
    url !== undefined &&
    protocols.includes(url.protocol) &&
    url.hostname !== '' &&
    url.port !== '0' &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '';
  if (fits) return url;
  const words = protocols.map((protocol) => `${protocol}//`).join(' or ');
  refuse('url', `must begin with ${words} and have no username, password and fragment`);
  return undefined;
};

const targetOf = ({ kind, url, file }: AskedSink, refuse: Refuse): SinkTarget | undefined => {
  if (kind === 'file') {
    if (url !== undefined) refuse('url', 'a file has none');
    if (file !== undefined && /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(file)) return { kind, file };
    refuse('file', 'must be the name of a file: 1 to 100 of the characters A-Z a-z 0-9 . _ -');
    return undefined;
  }
  if (file !== undefined) refuse('file', 'only the kind file has it');
  if (kind === 'http') {
    const checked = checkedUrl(url ?? '', ['http:', 'https:'], refuse);
    return checked && { kind, url: checked.href };
  }
  const checked = checkedUrl(url ?? '', ['syslog+tls:'], refuse);
  if (!checked) return undefined;
  if (!['', '/'].includes(checked.pathname) || checked.search !== '') {
    refuse('url', 'must be syslog+tls://host:port');
  }
  return { kind, url: `syslog+tls://${checked.hostname}:${checked.port || syslogPort}` };
};

const trustOf = ({ kind, caBundle, clientCertificate }: AskedSink, refuse: Refuse): SinkTrust => {
  for (const [path, text] of Object.entries({ caBundle, clientCertificate })) {
    if (text === undefined) continue;
    if (kind === 'file') refuse(path, 'a file has none');
    // A private key in it would be shown to everybody who may list sinks.
    if (text.includes('PRIVATE KEY')) refuse(path, 'must hold certificates only');
    if (text.length > longestCertificates)
      refuse(path, `must have at most ${longestCertificates} characters`);
  }
  return {
    ...(caBundle !== undefined && { caBundle }),
    ...(clientCertificate !== undefined && { clientCertificate }),
  };
};

const create = (asked: AskedSink, at: string): AuditSinkEvent => {
  const errors: FieldError[] = [];
  const refuse: Refuse = (path, message) => errors.push({ path, rule: path, message });
  const { sinkId, account, withBookkeeping, fromStart } = asked;
  const name = asked.name.trim();
  if (name === '' || name.length > longestName) refuse('name', `must have 1 to ${longestName} characters`);
  const target = targetOf(asked, refuse);
  const trust = trustOf(asked, refuse);
  refuseFields(AuditSinkInvalid, errors);
  return {
    type: 'AuditSinkCreated',
    data: {
      ...{ sinkId, name, target: target!, trust, withBookkeeping, fromStart, at },
      ...(account !== undefined && { account }),
    },
  };
};

const decide: Decider<AuditSink, AuditSinkCommand, AuditSinkEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  if (command.type === 'CreateAuditSink') return state.status === 'none' ? [create(command.data, at)] : [];
  if (state.status === 'none') throw new AuditSinkNotFound();
  return state.status === 'deleted' ? [] : [{ type: 'AuditSinkDeleted', data: { at } }];
};

const evolve = (_state: AuditSink, event: AuditSinkEvent): AuditSink => {
  if (event.type === 'AuditSinkDeleted') return { status: 'deleted' };
  const { at, ...sink } = event.data;
  return { status: 'active', ...sink, createdAt: at };
};

/** The rules of one sink. */
export const auditSinkDecider: Decider<AuditSink, AuditSinkCommand, AuditSinkEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

/** Receivers of entries, each in the stream `auditsink-<sinkId>`. */
export const auditSinks = aggregate('auditsink', auditSinkDecider, auditSinkSchema);
