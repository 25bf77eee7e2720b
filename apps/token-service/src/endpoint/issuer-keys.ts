import { ServiceUnavailable } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { IssuerSettings } from './issuer-settings.js';
import { readJson } from './read-json.js';

/** Keys are read again after so long, and stay in use while their issuer does not answer. */
const freshMs = 600_000;
const keptMs = 86_400_000;
/** An issuer is asked at most so often, whatever tokens name it. */
const askedAtMostEveryMs = 10_000;
const mostIssuers = 2_000;

type Known = Readonly<{ keys: JWTVerifyGetKey; readAt: number }>;
type Issuer = { known?: Known; reading?: Promise<void> | undefined; askedAt: number; failure?: string };

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The public keys of the issuers that registries trust (OpenID Connect Discovery 1.0), kept and renewed. */
@Injectable()
export class IssuerKeys {
  private readonly issuers = new LRUCache<string, Issuer>({ max: mostIssuers });

  constructor(
    private readonly host: ServiceHost,
    private readonly settings: IssuerSettings,
  ) {}

  /** The keys as they are known, read when they are not. Throws `ServiceUnavailable`. */
  async keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    const entry = this.entryOf(issuer);
    const now = performance.now();
    const age = entry.known ? now - entry.known.readAt : Infinity;
    if (age > freshMs) {
      const reading = this.read(issuer, entry);
      if (age > keptMs) await reading;
    }
    if (entry.known && now - entry.known.readAt <= keptMs) return entry.known.keys;
    throw new ServiceUnavailable(`The issuer ${issuer} cannot be asked for its keys: ${entry.failure}`, {
      retryAfter: askedAtMostEveryMs / 1000,
    });
  }

  /** The issuer may have new keys: reads them, unless that was done a moment ago. True when they were read. */
  async renew(issuer: string): Promise<boolean> {
    const entry = this.entryOf(issuer);
    const before = entry.known?.readAt;
    await this.read(issuer, entry);
    return entry.known?.readAt !== before;
  }

  private entryOf(issuer: string): Issuer {
    const entry = this.issuers.get(issuer) ?? { askedAt: -Infinity };
    this.issuers.set(issuer, entry);
    return entry;
  }

  private read(issuer: string, entry: Issuer): Promise<void> {
    const now = performance.now();
    if (!entry.reading && now - entry.askedAt < askedAtMostEveryMs) return Promise.resolve();
    entry.askedAt = entry.reading ? entry.askedAt : now;
    entry.reading ??= this.fetch(issuer)
      .then(
        (keys) => {
          entry.known = { keys, readAt: performance.now() };
          delete entry.failure;
        },
        (error: unknown) => {
          entry.failure = error instanceof Error ? error.message : String(error);
          this.host.log.warn({ err: error, issuer }, 'The keys of an issuer cannot be read');
        },
      )
      .finally(() => {
        entry.reading = undefined;
      });
    return entry.reading;
  }

  private async fetch(issuer: string): Promise<JWTVerifyGetKey> {
    const { allowed } = this.settings;
    const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
    const found = record(await readJson(`${base}/.well-known/openid-configuration`, allowed));
    // Discovery §4.3: else it is the document of somebody else.
    if (found['issuer'] !== issuer) throw new Error('its document is of another issuer');
    const address = found['jwks_uri'];
    if (typeof address !== 'string' || !URL.canParse(address)) throw new Error('it names no keys');
    return createLocalJWKSet((await readJson(address, allowed)) as JSONWebKeySet);
  }
}
