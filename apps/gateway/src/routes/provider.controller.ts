import { randomBytes } from 'node:crypto';
import { identityContract, type TokenReply } from '@credstream/contracts/identity';
import { DomainError, type RequestContext, RequestInvalid, RouteNotFound } from '@credstream/domain-kernel';
import { RemoteRefusal } from '@credstream/service-kit';
import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { BrowserSessions } from '../console/browser-sessions.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import { ReadsQuery } from '../http/request-form.guard.js';
import { OAuthError, TokenResponse } from '../oauth/described.js';
import {
  isLoopback,
  type LocalProgram,
  programIn,
  programPage,
  readProgram,
  refusedAt,
  writtenProgram,
} from '../oauth/local-program.js';
import { PublicUrl } from '../oauth/public-url.js';
import { Services } from '../services.js';
import { tokenResponse } from './oauth.controller.js';

/** The one provider that can be set up. */
const providerName = 'oidc';
const found = 302;

const cookieName = 'credstream_sign_in';
const cookieSeconds = 600;
const callbackPath = '/oauth/callback';

/** Of a sign-in that ends in the console; the state of the sign-in authenticates it. */
const forConsole = '.console';

/** Only the browser that began a sign-in can end it (RFC 9700 §4.7). */
const cookie = (value: string, seconds: number, publicUrl: string): string =>
  [
    `${cookieName}=${value}`,
    `Max-Age=${seconds}`,
    `Path=${callbackPath}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
  ].join('; ');

const browserOf = ({ headers }: FastifyRequest): string | undefined =>
  new RegExp(`(?:^|; )${cookieName}=([\\w-]{43}(?:\\.[\\w-]{1,1000})?)(?:;|$)`).exec(
    headers.cookie ?? '',
  )?.[1];

@ApiTags('Sign-in')
@ReadsQuery()
@Controller('oauth')
export class ProviderController {
  constructor(
    private readonly services: Services,
    private readonly publicUrl: PublicUrl,
    private readonly tokens: AccessTokens,
    private readonly browsers: BrowserSessions,
  ) {}

  @Get('login')
  @Access(identityContract.beginProviderSignIn)
  @ApiOperation({ operationId: 'beginProviderSignIn', summary: 'Sign in at the OpenID Connect provider' })
  @ApiQuery({ name: 'provider', required: false, description: 'oidc' })
  @ApiQuery({ name: 'for', required: false, description: 'console: the sign-in ends there' })
  @ApiQuery({
    name: 'redirect_uri',
    required: false,
    description:
      'Of a program on the machine of the user, as http://127.0.0.1:49152/callback (RFC 8252 §7.3)',
  })
  @ApiQuery({ name: 'code_challenge', required: false, description: 'With redirect_uri: RFC 7636 §4.2' })
  @ApiQuery({ name: 'code_challenge_method', required: false, description: 'S256' })
  @ApiQuery({ name: 'state', required: false, description: 'With redirect_uri: comes back with the code' })
  @ApiResponse({ status: found, description: 'To the OpenID Connect provider' })
  async login(
    @Query() query: Readonly<Record<string, unknown>>,
    @Context() context: RequestContext,
    @Res() response: FastifyReply,
  ) {
    const { provider = providerName, for: purpose } = query;
    if (provider !== providerName) throw new RouteNotFound();
    if (purpose !== undefined && purpose !== 'console') throw new RouteNotFound();
    if (purpose === 'console') this.browsers.requireSafeAddress();
    const program = programIn(query);
    const publicUrl = this.publicUrl.value;
    const secret = randomBytes(32).toString('base64url');
    const ending = program ? `.${writtenProgram(program)}` : purpose === 'console' ? forConsole : '';
    const browser = secret + ending;
    const message = { redirectUri: publicUrl + callbackPath, browser };
    const { url } = await this.services.call(identityContract.beginProviderSignIn, message, context);
    await response
      .header('cache-control', 'no-store')
      .header('set-cookie', cookie(browser, cookieSeconds, publicUrl))
      .status(found)
      .header('location', url)
      .send();
  }

  @Get('callback')
  @Access(identityContract.completeProviderSignIn)
  @ApiOperation({
    operationId: 'completeProviderSignIn',
    summary: 'Take the answer of the OpenID Connect provider',
    description:
      'The provider sends the browser here. A sign-in for a program is answered with a page that leads to the program.',
  })
  @ApiOkResponse({ type: TokenResponse, description: 'RFC 6749 §5.1' })
  async callback(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const publicUrl = this.publicUrl.value;
    response
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('set-cookie', cookie('', 0, publicUrl));
    const browser = browserOf(request) ?? '';
    const message = { callbackUrl: publicUrl + request.url, browser };
    if (browser.endsWith(forConsole)) {
      const signIn = this.services.call(identityContract.completeProviderSignIn, message, context);
      return this.toConsole(signIn, response);
    }
    const program = readProgram(browser);
    if (program) {
      return this.toProgram(program, message, context, response);
    }
    return tokenResponse(await this.services.call(identityContract.completeProviderSignIn, message, context));
  }

  /** The program waits: it hears of a refusal too, by the address that it has given for itself. */
  private async toProgram(
    program: LocalProgram,
    message: Readonly<{ callbackUrl: string; browser: string }>,
    context: RequestContext,
    response: FastifyReply,
  ): Promise<string | undefined> {
    const sent = { ...message, codeChallenge: program.codeChallenge };
    try {
      const confirmed = await this.services.call(identityContract.confirmProviderSignIn, sent, context);
      response.header('content-type', 'text/html; charset=utf-8');
      return programPage(program, confirmed);
    } catch (error) {
      if (!(error instanceof DomainError) || !isLoopback(program)) throw error;
      const kind = error.kind === 'unavailable' ? 'temporarily_unavailable' : 'access_denied';
      response.status(found).header('location', refusedAt(program, kind, error.message));
      return undefined;
    }
  }

  /** A person is at the other end: what was refused is said on the page that they came from. */
  private async toConsole(signIn: Promise<TokenReply>, response: FastifyReply): Promise<void> {
    try {
      const { accessToken } = await signIn;
      this.browsers.begin(response, await this.tokens.read(accessToken));
      response.status(found).header('location', '/');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      response.status(found).header('location', `/console/sign-in?problem=${encodeURIComponent(error.code)}`);
    }
  }

  /** OpenID Connect Back-Channel Logout 1.0 §2.5, §2.8. */
  @Post('backchannel-logout')
  @HttpCode(200)
  @Access(identityContract.providerLogout)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({
    operationId: 'providerLogout',
    summary: 'End the sessions of a user who has left the provider',
    description: 'OpenID Connect Back-Channel Logout 1.0.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['logout_token'],
      properties: { logout_token: { type: 'string' } },
    },
  })
  @ApiOkResponse({ description: 'The sessions have ended' })
  @ApiResponse({ status: statusOf.invalid, type: OAuthError, description: 'The logout token is not valid' })
  async logout(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    response.header('cache-control', 'no-store');
    const { logout_token: logoutToken } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof logoutToken !== 'string') throw new RequestInvalid('logout_token is missing');
    try {
      await this.services.call(identityContract.providerLogout, { logoutToken }, context);
      return {};
    } catch (error) {
      if (!(error instanceof RemoteRefusal && error.kind === 'unauthenticated')) throw error;
      response.status(statusOf.invalid);
      return { error: 'invalid_request', error_description: error.message };
    }
  }
}
