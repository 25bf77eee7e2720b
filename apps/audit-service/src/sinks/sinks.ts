import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import {
  auditContract,
  type AuditSinkList,
  type AuditSinkReply,
  type AuditSinkView,
  type CreateAuditSink,
  type GetAuditSink,
  type ListAuditSinks,
} from '@credstream/contracts/audit';
import {
  type ActiveSink,
  AuditSinkInvalid,
  AuditSinkNotFound,
  auditSinks,
  AuditSinkTooMany,
  AuditSinkUnreachable,
  type SinkKind,
} from '@credstream/domain-audit';
import { formatInstant, NotPermitted, refuseFields, type RequestContext } from '@credstream/domain-kernel';
import { isUnreachable } from '@credstream/egress';
import { positionText } from '@credstream/projections';
import {
  accountAsked,
  isAllowed,
  LiveDirectory,
  newId,
  repeatableOf,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { AuditReaders } from '../audit/audit-readers.js';
import { AuditViews } from '../audit/audit-views.js';
import { entriesFor, startOf } from './sink-deliveries.js';
import { SinkPlaces } from './sink-places.js';
import { type KnownSink, SinkRegistry } from './sink-registry.js';
import { type SinkSecret, SinkSecrets } from './sink-secrets.js';
import { mostOfAccount, mostOfAll, SinkSettings } from './sink-settings.js';

const idLength = 12;
/** Entries that wait are counted up to this. */
const mostCounted = 1_000;

const refuse = (path: string, message: string): never => {
  throw new AuditSinkInvalid(undefined, { errors: [{ path, rule: path, message }] });
};

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Does this throw nothing? */
const isReadable = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

/** Node takes a text without a certificate for an empty list. */
const areCertificates = (pem: string): boolean => {
  const blocks = pem.match(pemBlock) ?? [];
  return blocks.length > 0 && blocks.every((block) => isReadable(() => new X509Certificate(block)));
};

/** What administrators do with the sinks of the audit log. */
@Injectable()
export class Sinks {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly readers: AuditReaders,
    private readonly views: AuditViews,
    private readonly registry: SinkRegistry,
    private readonly places: SinkPlaces,
    private readonly secrets: SinkSecrets,
    private readonly settings: SinkSettings,
  ) {}

  async create(message: CreateAuditSink, context: RequestContext): Promise<AuditSinkReply> {
    const { account } = await accountAsked(this.directory, message.account, context, (scope) =>
      this.requireManage(scope, context),
    );
    const kind = message.kind as SinkKind;
    // It is on the disk of the installation, whosever entries it holds.
    if (kind === 'file') this.requireManage('/', context);
    const repeatable = repeatableOf(context, auditContract.createSink, message, this.host.hashKey);
    const sinkId = newId(idLength, repeatable);
    const { name, url, file, caBundle, clientCertificate } = message;
    const { bookkeeping: withBookkeeping = false, fromStart = false } = message;
    const trust = { caBundle, clientCertificate };
    const data = { sinkId, name, kind, url, file, ...trust, account, withBookkeeping, fromStart };
    const command = { type: 'CreateAuditSink', data } as const;
    const [event] = auditSinks.decider.decide(command, { status: 'none' }, { now: this.host.now() });
    if (event?.type === 'AuditSinkCreated') await this.check(event.data.target, message, sinkId, account);
    await this.secrets.keep(sinkId, this.secretIn(message), context);
    const outcome = await this.host.of(auditSinks).handle(sinkId, command, {
      context,
      repeatable,
      ...(account !== undefined && { account }),
    });
    return this.reply(outcome);
  }

  async list({ account }: ListAuditSinks, context: RequestContext): Promise<AuditSinkList> {
    const asked = await this.readers.visible({ ...(account !== undefined && { account }) }, context);
    await this.registry.waitFor(await this.host.store.head());
    const seen = this.registry
      .all()
      .filter(({ sink }) => asked.account === undefined || sink.account === asked.account);
    return { items: await Promise.all(seen.map((known) => this.viewOf(known))) };
  }

  async get({ id }: GetAuditSink, context: RequestContext): Promise<AuditSinkReply> {
    return this.reply(await this.known(id, (scope) => this.readers.mayRead(context, scope)));
  }

  async delete(message: GetAuditSink, context: RequestContext): Promise<AuditSinkReply> {
    const { id } = message;
    const before = await this.known(id, (scope) => this.mayManage(scope, context));
    const repeatable = repeatableOf(context, auditContract.deleteSink, message, this.host.hashKey);
    const { account } = before.state;
    await this.secrets.destroy(id);
    const { revision, position } = await this.host
      .of(auditSinks)
      .handle(
        id,
        { type: 'DeleteAuditSink', data: {} },
        { context, repeatable, ...(account !== undefined && { account }) },
      );
    await this.registry.waitFor(position);
    const sink = this.shown(before.state);
    return {
      sink: { ...sink, status: 'idle', lag: 0 },
      revision: Number(revision),
      position: String(position),
    };
  }

  private mayManage(scope: string, { actor }: RequestContext): boolean {
    const permission = scope === '/' ? 'installation.manage' : 'organization.manage';
    return isAllowed(this.directory, actor, permission, scope);
  }

  private requireManage(scope: string, context: RequestContext): void {
    if (!this.mayManage(scope, context)) throw new NotPermitted();
  }

  /** Throws `AuditSinkNotFound`, as for one that does not exist, for who may not know of it. */
  private async known(id: string, may: (scope: string) => boolean) {
    const { state, ...rest } = await this.host.of(auditSinks).read(id);
    if (state.status !== 'active' || !may(state.account ?? '/')) throw new AuditSinkNotFound();
    return { state, ...rest };
  }

  private secretIn({ kind, authorization, clientKey, clientCertificate }: CreateAuditSink): SinkSecret {
    if (authorization !== undefined) {
      if (kind !== 'http') refuse('authorization', 'only the kind http has it');
      if (!/^[\x21-\x7e][\x20-\x7e]{0,8191}$/.test(authorization)) {
        refuse('authorization', 'must be the value of a header: printable ASCII, at most 8192 characters');
      }
    }
    if ((clientKey === undefined) !== (clientCertificate === undefined)) {
      refuse('clientKey', 'clientCertificate and clientKey belong together');
    }
    return {
      ...(authorization !== undefined && { authorization }),
      ...(clientKey !== undefined && { clientKey }),
    };
  }

  private async check(
    target: ActiveSink['target'],
    message: CreateAuditSink,
    sinkId: string,
    account: string | undefined,
  ): Promise<void> {
    this.secretIn(message);
    const { caBundle, clientCertificate, clientKey } = message;
    for (const [path, pem] of Object.entries({ caBundle, clientCertificate })) {
      if (pem !== undefined && !areCertificates(pem)) refuse(path, 'must hold certificates (PEM)');
    }
    const own = { cert: clientCertificate, key: clientKey };
    if (clientKey !== undefined && !isReadable(() => createSecureContext(own))) {
      refuse('clientKey', 'is not the key (PEM) of clientCertificate');
    }
    await this.registry.waitFor(await this.host.store.head());
    const others = this.registry.all().filter(({ sink }) => sink.sinkId !== sinkId);
    const held = others.filter(({ sink }) => sink.account === account);
    if (held.length >= (account === undefined ? mostOfAll : mostOfAccount)) throw new AuditSinkTooMany();
    if (target.kind === 'file') {
      if (this.settings.folder === undefined) refuse('kind', 'file needs the setting CREDSTREAM_SINK_FOLDER');
      const isTaken = others.some(
        ({ sink }) => sink.target.kind === 'file' && sink.target.file === target.file,
      );
      if (isTaken) refuse('file', 'is the file of another sink');
      return;
    }
    const url = target.url.replace(/^syslog\+tls:/, 'https:');
    const isRefused = isUnreachable(url, this.settings.allowed);
    const unreachable = [{ path: 'url', rule: 'reachable', message: 'can never be reached' }];
    refuseFields(AuditSinkUnreachable, isRefused ? unreachable : []);
  }

  private async reply(past: {
    state: { status: string };
    revision: bigint;
    position: bigint;
  }): Promise<AuditSinkReply> {
    const { revision, position } = past;
    const sink = past.state as ActiveSink;
    await this.registry.waitFor(position);
    const known = this.registry.get(sink.sinkId) ?? { sink, since: position };
    return { sink: await this.viewOf(known), revision: Number(revision), position: String(position) };
  }

  private shown({ sinkId: id, name, target, account, withBookkeeping, createdAt }: ActiveSink) {
    return {
      ...{ id, name, bookkeeping: withBookkeeping, createdAt, ...target },
      ...(account !== undefined && { account }),
    };
  }

  private async viewOf(known: KnownSink): Promise<AuditSinkView> {
    const { sink } = known;
    const { position = startOf(known), deliveredAt, failure } = await this.places.of(sink.sinkId);
    const waiting = await (
      await this.views.log.collection()
    )
      .find(
        { $and: [entriesFor(sink), { _id: { $gt: positionText(position) } }] },
        { limit: mostCounted, projection: { time: 1 } },
      )
      .sort({ _id: 1 })
      .toArray();
    const [first] = waiting;
    return {
      ...this.shown(sink),
      status: failure ? 'failing' : first ? 'sending' : 'idle',
      ...(position >= 0n && { position: String(position) }),
      lag: waiting.length,
      ...(first && { waitingSince: formatInstant(first.time) }),
      ...(deliveredAt && { deliveredAt: formatInstant(deliveredAt) }),
      ...(failure && { lastFailure: { ...failure, at: formatInstant(failure.at) } }),
    };
  }
}
