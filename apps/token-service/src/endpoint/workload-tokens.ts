import { type ExchangeWorkloadToken, type WorkloadTokenReply } from '@credstream/contracts/token';
import { createKey, hashSecret, parseKey } from '@credstream/crypto';
import { addressGroup, formatInstant, type RequestContext, valueId } from '@credstream/domain-kernel';
import { admitsAddress, type PresentRegistry, wrongSecret } from '@credstream/domain-registry';
import {
  claimsFit,
  offlineTokens,
  publicRights,
  recordedClaims,
  tokenRights,
  type TrustedIssuer,
  trustedIssuers,
  unitedRights,
  workloadTokens,
  workloadTokenSeconds,
  WorkloadTokenUsedBefore,
  type WorkloadUse,
} from '@credstream/domain-registry-access';
import { newId, pepperSecret, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { decodeJwt, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { isMadeSecret } from '../made-secret.js';
import { Registries } from '../registry/registries.js';
import type { Caller, CallerRefused } from './caller.js';
import { IssuerKeys } from './issuer-keys.js';

/** The user name under which a workload shows its own token, or what it exchanged it for, as the password. */
export const workloadUser = 'oidc';

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const clockToleranceSeconds = 30;
const idLength = 12;

const wrong: CallerRefused = { outcome: 'refused', message: wrongSecret.message };
const refused = (message: string): CallerRefused => ({ outcome: 'refused', message, isKnown: true });

/** A token that is genuine, and the issuers of the registry that take its claims. */
type Verified = Readonly<{ claims: JWTPayload; issuers: readonly TrustedIssuer[] }>;

const isTextOrAbsent = (claim: unknown): boolean => claim === undefined || typeof claim === 'string';

const issuerIn = (token: string): string | undefined => {
  try {
    return decodeJwt(token).iss;
  } catch {
    // No JWT: then it is for nobody here.
    return undefined;
  }
};

/** Workloads without a password: CI jobs, pods. Their issuer says who they are; the registry says what that is worth. */
@Injectable()
export class WorkloadTokens {
  constructor(
    private readonly host: ServiceHost,
    private readonly registries: Registries,
    private readonly keys: IssuerKeys,
  ) {}

  /** `undefined` when the password is nothing of a workload. Throws `ServiceUnavailable` when its issuer is away. */
  async authenticate(
    registry: PresentRegistry,
    password: string,
    context: RequestContext,
  ): Promise<Caller | CallerRefused | undefined> {
    const key = parseKey(password);
    if (key?.kind === 'cs_tok') return this.exchanged(registry, key.id, key.secret, context);
    const verified = await this.verify(registry, password, context);
    if (!verified || 'outcome' in verified) return verified;
    const spent = await this.use(registry, verified, 'password', context);
    return spent ?? this.callerOf(registry, verified);
  }

  /** RFC 8693: a token of ours for the one of a workload, good for an hour. */
  async exchange(
    { service, subjectToken }: ExchangeWorkloadToken,
    context: RequestContext,
  ): Promise<WorkloadTokenReply> {
    const registry = await this.registries.ofService(service);
    if (!registry)
      return exchangeRefused({ outcome: 'unknown_service', message: 'no registry has this service' });
    const verified = (await this.verify(registry, subjectToken, context)) ?? wrong;
    if ('outcome' in verified) return exchangeRefused(verified);
    const spent = await this.use(registry, verified, 'exchange', context);
    if (spent) return exchangeRefused(spent);
    const [issuer] = verified.issuers;
    if (!issuer) return exchangeRefused(wrong);
    const id = newId(idLength);
    const { value, secret } = createKey('cs_tok', id);
    const holder = {
      ...{ kind: 'workload' as const, id: issuer.issuerId, username: verified.claims.sub ?? '' },
      claims: recordedClaims(issuer, verified.claims),
    };
    const secretHash = hashSecret(secret, this.host.keys.secret(pepperSecret));
    const data = { registryId: registry.registryId, holder, secretHash, madeWith: '' };
    await this.host
      .of(offlineTokens)
      .handle(id, { type: 'IssueOfflineToken', data }, { context, account: registry.account, believed: [] });
    return { outcome: 'granted', isKnown: true, token: value, expiresIn: workloadTokenSeconds };
  }

  private async trustedBy({ registryId }: PresentRegistry): Promise<readonly TrustedIssuer[]> {
    return (await this.host.of(trustedIssuers).read(registryId)).state;
  }

  private async verify(
    registry: PresentRegistry,
    token: string,
    { ip }: RequestContext,
  ): Promise<Verified | CallerRefused | undefined> {
    const issuer = issuerIn(token);
    if (issuer === undefined) return undefined;
    const candidates = (await this.trustedBy(registry)).filter((each) => each.issuer === issuer);
    if (candidates.length === 0) return wrong;
    const audience = [...new Set(candidates.map((each) => each.audience))];
    const genuine = await this.claimsOf(token, issuer, audience);
    if ('outcome' in genuine) return genuine;
    const { payload: claims } = genuine;
    // The types say texts; an issuer can sign anything (RFC 7519 §4.1.2, §4.1.7).
    const strange = (['sub', 'jti'] as const).find((name) => !isTextOrAbsent(claims[name]));
    if (strange !== undefined) return refused(`the token of the workload has no valid ${strange}`);
    const said = [claims.aud ?? []].flat();
    const issuers = candidates.filter((each) => said.includes(each.audience) && claimsFit(each, claims));
    if (issuers.length === 0)
      return refused('no trusted issuer of this registry takes the claims of this token');
    if (!admitsAddress(registry, ip)) {
      return refused(`the address ${ip ?? 'of this client'} is not allowed at this registry`);
    }
    return { claims, issuers };
  }

  private async claimsOf(
    token: string,
    issuer: string,
    audience: string[],
  ): Promise<Readonly<{ payload: JWTPayload }> | CallerRefused> {
    const check = (keys: JWTVerifyGetKey) =>
      jwtVerify(token, keys, {
        ...{ algorithms, issuer, audience, currentDate: this.host.latest() },
        ...{ clockTolerance: clockToleranceSeconds, requiredClaims: ['exp'] },
      });
    const keys = await this.keys.keysOf(issuer);
    try {
      return await check(keys);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) return refusalOf(error);
    }
    return check(await this.keys.renewedKeysOf(issuer)).catch(refusalOf);
  }

  /** Each `jti` once, where there is one. */
  private async use(
    registry: PresentRegistry,
    { claims, issuers: [issuer] }: Verified,
    by: WorkloadUse['by'],
    context: RequestContext,
  ): Promise<CallerRefused | undefined> {
    if (claims.jti === undefined || !issuer) return undefined;
    const { registryId, account } = registry;
    const source = addressGroup(context.ip ?? '');
    const data = { registryId, issuerId: issuer.issuerId, by, source };
    try {
      const id = valueId(issuer.issuer, claims.jti);
      await this.host.of(workloadTokens).handle(id, { type: 'UseWorkloadToken', data }, { context, account });
      return undefined;
    } catch (error) {
      if (error instanceof WorkloadTokenUsedBefore) {
        return refused(
          'this token was used before, elsewhere or in an exchange; ask the issuer for a new one',
        );
      }
      throw error;
    }
  }

  private async exchanged(
    registry: PresentRegistry,
    id: string,
    secret: string,
    { ip }: RequestContext,
  ): Promise<Caller | CallerRefused | undefined> {
    const { state } = await this.host.of(offlineTokens).read(id);
    if (state.status !== 'active' || state.holder.kind !== 'workload') return undefined;
    const { holder, secretHash, expiresAt } = state;
    if (!isMadeSecret(this.host, secret, secretHash) || state.registryId !== registry.registryId)
      return wrong;
    if (expiresAt <= formatInstant(this.host.latest())) return refused(`the token expired on ${expiresAt}`);
    const issuers = (await this.trustedBy(registry)).filter(({ issuerId }) => issuerId === holder.id);
    if (issuers.length === 0) return refused('the registry no longer trusts the issuer of this token');
    if (!admitsAddress(registry, ip)) {
      return refused(`the address ${ip ?? 'of this client'} is not allowed at this registry`);
    }
    const claims = { ...holder.claims, sub: holder.username };
    const caller = this.callerOf(registry, { claims, issuers });
    return { ...caller, concerns: [...caller.concerns, id], endsAt: expiresAt };
  }

  private callerOf(registry: PresentRegistry, { claims, issuers }: Verified): Caller {
    const [first] = issuers;
    const scopes = issuers.flatMap((issuer) => issuer.scopes);
    return {
      by: 'issuer',
      ...(first && { holderId: first.issuerId, claims: recordedClaims(first, claims) }),
      subject: claims.sub ?? '',
      rights: unitedRights(tokenRights(scopes), publicRights(registry.anonymousPull)),
      // Whom the registry trusts is in a stream under the id of the registry.
      concerns: [],
      ...(claims.exp !== undefined && { endsAt: formatInstant(new Date(claims.exp * 1000)) }),
    };
  }
}

const exchangeRefused = ({ outcome, message, isKnown = false }: CallerRefused): WorkloadTokenReply => ({
  ...{ outcome, message, isKnown, expiresIn: 0 },
});

/** What is wrong is told of a token that is genuine. */
const refusalOf = (error: unknown): CallerRefused => {
  if (error instanceof errors.JWTExpired) {
    const { exp = 0 } = error.payload;
    return refused(`the token of the workload expired on ${formatInstant(new Date(exp * 1000))}`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refused(
      error.claim === 'aud'
        ? 'the token of the workload was made for another audience'
        : `the token of the workload has no valid ${error.claim}`,
    );
  }
  if (error instanceof errors.JOSEError) return wrong;
  throw error;
};
