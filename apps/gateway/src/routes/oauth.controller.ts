import { identityContract, RefreshSession, SignIn, type TokenReply } from '@credstream/contracts';
import { DomainError, type RequestContext } from '@credstream/domain-kernel';
import { fieldErrors } from '@credstream/service-kit';
import { Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { Context } from '../http/request-context.js';
import { statusOf } from '../http/problem.js';
import { Services } from '../services.js';

/** RFC 6749 §5.2. */
class OAuthRefusal extends Error {
  constructor(
    readonly error: 'invalid_request' | 'invalid_grant' | 'unsupported_grant_type',
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

@ApiTags('Sign-in')
@Controller()
export class OAuthController {
  constructor(
    private readonly services: Services,
    private readonly tokens: AccessTokens,
  ) {}

  @Post('oauth/token')
  @HttpCode(200)
  @Access('public')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOkResponse({ description: 'RFC 6749 §5.1: access_token, token_type, expires_in, refresh_token' })
  async token(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    response.header('cache-control', 'no-store').header('pragma', 'no-cache');
    try {
      return answered(await this.grant((request.body ?? {}) as Record<string, unknown>, context));
    } catch (error) {
      if (error instanceof OAuthRefusal) {
        response.status(statusOf.invalid);
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

  @Get('.well-known/jwks.json')
  @Access('public')
  @Header('cache-control', 'public, max-age=300')
  @ApiOkResponse({ description: 'The public keys of the access tokens (RFC 7517)' })
  async jwks() {
    return this.tokens.keySet();
  }

  private grant(form: Record<string, unknown>, context: RequestContext): Promise<TokenReply> {
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
      case undefined:
        throw new OAuthRefusal('invalid_request', 'grant_type is missing');
      default:
        throw new OAuthRefusal('unsupported_grant_type', 'grant_type is password or refresh_token');
    }
  }
}

const answered = ({ accessToken, refreshToken, expiresIn }: TokenReply) => ({
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: expiresIn,
  refresh_token: refreshToken,
});
