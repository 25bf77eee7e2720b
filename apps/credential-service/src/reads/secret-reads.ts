import { type Method } from '@credstream/contracts';
import {
  credentialContract,
  type CredentialReply,
  type ReadCredentialValues,
  type ReadNamedValues,
  type RenderCredential,
  type RenderCredentials,
  type RenderedReply,
  type ResolveCredential,
  type RevealCredential,
  type SecretReply,
  type ValuesReply,
  type WriteNamedValue,
} from '@credstream/contracts/credential';
import {
  type Credential,
  CredentialNotAttached,
  CredentialNotFound,
  CredentialPropertyNotFound,
  credentials,
  type CredentialVersion,
  foldedName,
  isPresent,
  type PresentCredential,
  render,
  type Renderable,
  renderDockerConfig,
  type RenderFormat,
  type Secret,
  shownFields,
  versionToRead,
} from '@credstream/domain-credential';
import { refuseFields, type RequestContext, RequestInvalid, textErrors } from '@credstream/domain-kernel';
import { refusedFor, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { CredentialCommands } from '../credential/credential.commands.js';
import { CredentialAccess } from '../credential/credential-access.js';
import { CredentialNames } from '../credential/credential-names.js';
import { AccessLog, type Use } from '../secrets/access-log.js';
import { SecretVault } from '../secrets/secret-vault.js';

type Opened = Readonly<{ credential: PresentCredential; version: CredentialVersion; secret: Secret }>;

/** Credentials that one docker configuration can be made of. */
const mostRendered = 50;

/** Versions have a secret of their own, so that this names one for good. */
const etagOf = ({ secretId }: CredentialVersion): string => `"${secretId}"`;

/** Does the caller have this already (RFC 9110, section 13.1.2)? */
const isKnown = (etag: string, unless: string | undefined): boolean =>
  unless?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag) ?? false;

/** The scope and those above it, up to the account. */
const upwards = (scope: string): readonly string[] => {
  const parts = scope.split('/');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/'));
};

/** What hands out secrets; every way records it first. */
@Injectable()
export class SecretReads {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: CredentialAccess,
    private readonly names: CredentialNames,
    private readonly vault: SecretVault,
    private readonly log: AccessLog,
    private readonly commands: CredentialCommands,
  ) {}

  async reveal({ id, purpose, version }: RevealCredential, context: RequestContext): Promise<SecretReply> {
    if (purpose !== undefined) {
      refuseFields(RequestInvalid, textErrors('purpose', purpose, { min: 0, max: 250 }));
    }
    const credential = await this.readable(credentialContract.reveal, id, context);
    const use = { via: 'reveal', ...(purpose && { purpose }) } as const;
    return this.reply(await this.open(credential, version, use, context));
  }

  async render({ id, format, version }: RenderCredential, context: RequestContext): Promise<RenderedReply> {
    const credential = await this.readable(credentialContract.render, id, context);
    const { secret } = await this.decrypt(credential, version);
    // What cannot be written is refused before it counts as read.
    const rendered = render(format as RenderFormat, renderable(credential, secret));
    await this.record(credential, version, { via: 'render', purpose: format }, context);
    return rendered;
  }

  async renderDockerConfig({ ids }: RenderCredentials, context: RequestContext): Promise<RenderedReply> {
    const unique = [...new Set(ids)];
    if (unique.length > mostRendered) {
      throw refusedFor([{ path: 'ids', rule: 'length', message: `ids are at most ${mostRendered}` }]);
    }
    const opened: Opened[] = [];
    for (const id of unique) {
      const credential = await this.readable(credentialContract.renderDockerConfig, id, context);
      opened.push(await this.decrypt(credential, undefined));
    }
    const rendered = renderDockerConfig(opened.map((each) => renderable(each.credential, each.secret)));
    for (const { credential } of opened) {
      await this.record(credential, undefined, { via: 'render', purpose: 'dockerconfigjson' }, context);
    }
    return rendered;
  }

  async readValues(
    { id, version, unless }: ReadCredentialValues,
    context: RequestContext,
  ): Promise<ValuesReply> {
    const credential = await this.readable(credentialContract.readValues, id, context);
    return this.values(credential, { version, unless }, context);
  }

  async readNamedValues(
    { name, scope, property, version, unless }: ReadNamedValues,
    context: RequestContext,
  ): Promise<ValuesReply> {
    const method = credentialContract.readNamedValues;
    const place = this.access.placeFor(method, scope, context);
    const credential = await this.named(place.scope, name);
    this.access.requireOwn(credential, context);
    return this.values(credential, { version, unless, property: property || undefined }, context);
  }

  /** One value is replaced, the others stay; a value that is there already as it is changes nothing. */
  async writeNamedValue(
    { name, scope, property, base64 }: WriteNamedValue,
    context: RequestContext,
  ): Promise<CredentialReply> {
    const method = credentialContract.writeNamedValue;
    const place = this.access.placeFor(method, scope, context);
    const credential = await this.named(place.scope, name);
    this.access.requireOwn(credential, context);
    const { secret } = await this.decrypt(credential, undefined);
    const { credentialId: id } = credential;
    const bytes = Buffer.from(base64, 'base64');
    const before = secret.get(property);
    if (before && bytes.equals(before)) return this.commands.unchanged(id, context);
    const changed = new Map(secret).set(property, bytes);
    return this.commands.rotate({ id, secret: [...shownFields(changed)] }, context, [property]);
  }

  /** The newest secret of what something uses; of the scopes above when its own has none (RUN-14). */
  async resolve({ kind, name, scope }: ResolveCredential, context: RequestContext): Promise<SecretReply> {
    const place = this.access.placeFor(credentialContract.resolve, scope, context);
    for (const above of upwards(place.scope)) {
      const holder = await this.names.userOf(above, { kind, name });
      if (holder === undefined) continue;
      const { state } = await this.host.of(credentials).read(holder);
      if (!isPresent(state) || state.scope !== above || !uses(state, kind, name)) continue;
      // A private one of somebody else does not stand before those of the scopes above.
      if (!this.access.isOwn(state, context)) continue;
      const purpose = `${kind} ${name}`.slice(0, 250);
      return this.reply(await this.open(state, undefined, { via: 'resolve', purpose }, context));
    }
    throw new CredentialNotAttached();
  }

  private async values(
    credential: PresentCredential,
    {
      version,
      unless,
      property,
    }: Readonly<{
      version: number | undefined;
      unless: string | undefined;
      property?: string | undefined;
    }>,
    context: RequestContext,
  ): Promise<ValuesReply> {
    const etag = etagOf(versionToRead(credential, version, this.host.latest()));
    if (isKnown(etag, unless)) return { etag };
    const { secret } = await this.decrypt(credential, version);
    const wanted = property === undefined ? secret : only(secret, property);
    const purpose = property === undefined ? undefined : `property ${property}`.slice(0, 250);
    await this.record(
      credential,
      version,
      { via: 'values', ...(purpose !== undefined && { purpose }) },
      context,
    );
    return { etag, values: shownFields(wanted) };
  }

  private async readable(method: Method, id: string, context: RequestContext): Promise<PresentCredential> {
    const { state }: { state: Credential } = await this.host.of(credentials).read(id);
    this.access.requirePresent(method, state, context);
    return state;
  }

  /** Throws `CredentialNotFound`. */
  private async named(scope: string, name: string): Promise<PresentCredential> {
    const holder = await this.names.bearerOf(scope, name);
    if (holder === undefined) throw new CredentialNotFound();
    const { state } = await this.host.of(credentials).read(holder);
    if (!isPresent(state) || state.scope !== scope || foldedName(state.name) !== foldedName(name)) {
      throw new CredentialNotFound();
    }
    return state;
  }

  private async open(
    credential: PresentCredential,
    version: number | undefined,
    use: Use,
    context: RequestContext,
  ): Promise<Opened> {
    const opened = await this.decrypt(credential, version);
    await this.record(credential, version, use, context);
    return opened;
  }

  private async decrypt(credential: PresentCredential, wanted: number | undefined): Promise<Opened> {
    const version = versionToRead(credential, wanted, this.host.latest());
    return { credential, version, secret: await this.vault.open(credential.credentialId, version) };
  }

  private record(
    credential: PresentCredential,
    wanted: number | undefined,
    use: Use,
    context: RequestContext,
  ): Promise<void> {
    const { version } = versionToRead(credential, wanted, this.host.latest());
    return this.log.record(credential, version, use, context);
  }

  private reply({ credential, version: { version }, secret }: Opened): SecretReply {
    const { credentialId, name, type } = credential;
    return { credentialId, name, type, version, values: shownFields(secret) };
  }
}

const renderable = ({ name, type, provider }: PresentCredential, secret: Secret): Renderable => ({
  ...{ name, type, provider, secret },
});

const uses = ({ attachments }: PresentCredential, kind: string, name: string): boolean =>
  attachments.some((each) => each.kind === kind && each.name === name.normalize('NFC'));

const only = (secret: Secret, property: string): Secret => {
  const value = secret.get(property);
  if (value === undefined) throw new CredentialPropertyNotFound();
  return new Map([[property, value]]);
};
