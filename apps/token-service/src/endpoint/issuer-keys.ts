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
/** An issuer that did not answer is asked again after so long. */
const failedForMs = 10_000;
/** Tokens with a key that is not known make the issuer be asked at most so often. */
const renewedAtMostEveryMs = 2_000;
const mostIssuers = 2_000;

type Known = Readonly<{ keys: JWTVerifyGetKey; readAt: number }>;
type Failure = Readonly<{ message: string; at: number }>;
type Issuer = {
  known?: Known;
  failure?: Failure;
  reading?: Promise<void> | undefined;
  /** The next reading because of a key that is not known; who comes meanwhile waits for it too. */
  renewal?: Promise<void> | undefined;
  renewedAt: number;
};

const unavailable = (issuer: string, failure?: Failure): ServiceUnavailable =>
  new ServiceUnavailable(`The issuer ${issuer} cannot be asked for its keys: ${failure?.message}`, {
    retryAfter: failedForMs / 1000,
  });

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
    throw unavailable(issuer, entry.failure);
  }

  /**
   * The keys as they are now, for a token with a key that is not known: the issuer may have a new one. It is asked at
   * once, and seldom however many such tokens come. Throws `ServiceUnavailable`: then nobody can tell whose key it is.
   */
  async renewedKeysOf(issuer: string): Promise<JWTVerifyGetKey> {
    const entry = this.entryOf(issuer);
    entry.renewal ??= this.renew(issuer, entry);
    await entry.renewal;
    if (entry.failure || !entry.known) throw unavailable(issuer, entry.failure);
    return entry.known.keys;
  }

  private async renew(issuer: string, entry: Issuer): Promise<void> {
    const rest = entry.renewedAt + renewedAtMostEveryMs - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    // A reading that is under way may have begun before the key was made.
    await entry.reading;
    // Who comes from here on may have a newer key than this reading finds.
    entry.renewal = undefined;
    entry.renewedAt = performance.now();
    await this.read(issuer, entry);
  }

  private entryOf(issuer: string): Issuer {
    const entry = this.issuers.get(issuer) ?? { renewedAt: -Infinity };
    this.issuers.set(issuer, entry);
    return entry;
  }

  private read(issuer: string, entry: Issuer): Promise<void> {
    if (!entry.reading && entry.failure && performance.now() - entry.failure.at < failedForMs) {
      return Promise.resolve();
    }
    entry.reading ??= this.fetch(issuer)
      .then(
        (keys) => {
          entry.known = { keys, readAt: performance.now() };
          delete entry.failure;
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          entry.failure = { message, at: performance.now() };
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
