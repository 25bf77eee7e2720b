import { identityContract, RedeemProviderCode, RefreshSession, SignIn } from '@credstream/contracts/identity';
import { tokenContract } from '@credstream/contracts/token';
import { parseKey } from '@credstream/crypto';
import { DomainError, type RequestContext } from '@credstream/domain-kernel';
import { fieldErrors } from '@credstream/service-kit';
import { Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { KeyTokens } from '../auth/key-tokens.js';
import { SessionIndex } from '../auth/session-index.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import {
  AuthorizationServer,
  KeySet,
  OAuthError,
  SentToken,
  TokenIntrospectionResponse,
  TokenRequest,
  TokenResponse,
} from '../oauth/described.js';
import { metadataOf } from '../oauth/metadata.js';
import { PublicUrl } from '../oauth/public-url.js';
import { TokenInspection } from '../oauth/token-inspection.js';
import { Services } from '../services.js';

/** RFC 6749 §5.2. */
class OAuthRefusal extends Error {
  constructor(
    readonly error: 'invalid_request' | 'invalid_grant' | 'invalid_client' | 'unsupported_grant_type',
    readonly description: string,
  ) {
    super(description);
  }
}

const checked = <T extends object>(type: new () => T, form: object): T => {
  const value = plainToInstance(type, form);
  const [first] = fieldErrors(validateSync(value, { forbidUnknownValues: false }));
  if (first) throw new OAuthRefusal('invalid_request', first.message);
  return value;
};

type Form = Record<string, unknown>;
const formOf = ({ body }: FastifyRequest): Form => (body ?? {}) as Form;

/** RFC 6749 §5.1; without a refresh token for an API key (§4.4.3). */
type Tokens = Readonly<{ accessToken: string; refreshToken?: string; expiresIn: number }>;

export const tokenResponse = ({ accessToken, refreshToken, expiresIn }: Tokens) => ({
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: expiresIn,
  ...(refreshToken !== undefined && { refresh_token: refreshToken }),
});

@ApiTags('Sign-in')
@Controller()
export class OAuthController {
  constructor(
    private readonly services: Services,
    private readonly tokens: AccessTokens,
    private readonly keyTokens: KeyTokens,
    private readonly sessions: SessionIndex,
    private readonly inspection: TokenInspection,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Post('oauth/token')
  @HttpCode(200)
  @Access('public')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({
    operationId: 'getToken',
    summary: 'Sign in, refresh a session, or exchange an API key',
    description: 'RFC 6749. For `client_credentials` send the API key as Basic, with username `_api_key`.',
  })
  @ApiBody({ type: TokenRequest })
  @ApiOkResponse({ type: TokenResponse, description: 'RFC 6749 §5.1' })
  @ApiResponse({ status: statusOf.invalid, type: OAuthError, description: 'RFC 6749 §5.2' })
  @ApiResponse({
    status: statusOf.unauthenticated,
    type: OAuthError,
    description: 'The API key is not valid',
  })
  async token(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    response.header('cache-control', 'no-store').header('pragma', 'no-cache');
    try {
      return tokenResponse(await this.grant(request, context));
    } catch (error) {
      if (error instanceof OAuthRefusal) {
        const invalidClient = error.error === 'invalid_client';
        response.status(invalidClient ? statusOf.unauthenticated : statusOf.invalid);
        if (invalidClient) response.header('www-authenticate', 'Basic realm="credstream", charset="UTF-8"');
        return { error: error.error, error_description: error.description };
      }
      // Who could not be signed in learns no more than that (RFC 6749 §5.2).
      if (error instanceof DomainError && error.kind === 'unauthenticated') {
        response.status(statusOf.invalid);
        return { error: 'invalid_grant', error_description: error.message };
      }
      throw error;
    }
  }

  @Post('oauth/introspect')
  @HttpCode(200)
  @Access(identityContract.inspectRefreshToken)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({
    operationId: 'introspectToken',
    summary: 'Find out about a token',
    description: 'RFC 7662.',
  })
  @ApiBody({ type: SentToken })
  @ApiOkResponse({
    type: TokenIntrospectionResponse,
    description: 'RFC 7662 §2.2; the user only for a token that you may know about',
  })
  @ApiResponse({ status: statusOf.invalid, type: OAuthError, description: 'The token is missing' })
  async introspect(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    response.header('cache-control', 'no-store');
    const { token } = formOf(request);
    if (typeof token !== 'string') {
      response.status(statusOf.invalid);
      return { error: 'invalid_request', error_description: 'token is missing' };
    }
    return this.inspection.of(token, request.ip, context);
  }

  @Post('oauth/revoke')
  @HttpCode(200)
  @Access(identityContract.revokeToken)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({
    operationId: 'revokeToken',
    summary: 'End the session of a token',
    description: 'RFC 7009. A refresh token of a registry is ended by itself.',
  })
  @ApiBody({ type: SentToken })
  @ApiOkResponse({ description: 'RFC 7009 §2.2: the session of the token has ended, if it had one' })
  @ApiResponse({ status: statusOf.invalid, type: OAuthError, description: 'The token is missing' })
  async revoke(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const { token } = formOf(request);
    if (typeof token !== 'string') {
      response.status(statusOf.invalid);
      return { error: 'invalid_request', error_description: 'token is missing' };
    }
    if (parseKey(token)) {
      const actor = { kind: 'system', service: 'gateway' } as const;
      await this.services.call(tokenContract.revokeRefreshToken, { token }, { ...context, actor });
      return {};
    }
    const { sessionId } = await this.services.call(identityContract.revokeToken, { token }, context);
    // Before the 200 leaves: from here on this gateway refuses the tokens of the session.
    if (sessionId !== undefined) this.sessions.drop(sessionId);
    return {};
  }

  @Get('.well-known/oauth-authorization-server')
  @Access('public')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ operationId: 'getAuthorizationServer', summary: 'Get the metadata of the sign-in' })
  @ApiOkResponse({ type: AuthorizationServer, description: 'RFC 8414' })
  metadata() {
    return metadataOf(this.publicUrl.value);
  }

  @Get('.well-known/jwks.json')
  @Access(identityContract.jwks)
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ operationId: 'getKeySet', summary: 'Get the public keys of the access tokens' })
  @ApiOkResponse({ type: KeySet, description: 'RFC 7517' })
  async jwks() {
    return this.tokens.keySet();
  }

  private grant(request: FastifyRequest, context: RequestContext): Promise<Tokens> {
    const form = formOf(request);
    switch (form['grant_type']) {
      case 'password': {
        const { username, password } = form;
        return this.services.call(identityContract.signIn, checked(SignIn, { username, password }), context);
      }
      case 'refresh_token': {
        const refreshToken = form['refresh_token'];
        const message = checked(RefreshSession, { refreshToken });
        return this.services.call(identityContract.refreshSession, message, context);
      }
      case 'authorization_code': {
        const { code, code_verifier: codeVerifier } = form;
        const message = checked(RedeemProviderCode, { code, codeVerifier });
        return this.services.call(identityContract.redeemProviderCode, message, context);
      }
      case 'client_credentials':
        return this.keyToken(request, context);
      case undefined:
        throw new OAuthRefusal('invalid_request', 'grant_type is missing');
      default:
        throw new OAuthRefusal(
          'unsupported_grant_type',
          'grant_type is password, refresh_token, authorization_code or client_credentials',
        );
    }
  }

  private async keyToken(request: FastifyRequest, context: RequestContext): Promise<Tokens> {
    const token = await this.keyTokens.exchange(request.headers.authorization, request.ip, context);
    if (!token) throw new OAuthRefusal('invalid_client', 'Send an API key that is valid, as user _api_key');
    return token;
  }
}
