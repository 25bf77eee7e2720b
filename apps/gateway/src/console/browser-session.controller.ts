import { identityContract, SignIn } from '@credstream/contracts/identity';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { checkRequest } from '@credstream/service-kit';
import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { SessionIndex } from '../auth/session-index.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';
import { BrowserSessions, requireConsoleHeader } from './browser-sessions.js';
import type { BrowserSession } from './console-cookie.js';
import { BrowserSessionState, type OpenBrowserSession } from './described.js';

const ConsoleHeader = () =>
  ApiHeader({
    name: 'X-Credstream-Console',
    required: true,
    description: '1: the request comes from a page of this server',
    schema: { type: 'string', enum: ['1'] },
  });

/** The session of a browser: a cookie that scripts cannot read, in the stead of tokens. */
@ApiTags('Sign-in')
@Controller('oauth/browser-session')
export class BrowserSessionController {
  constructor(
    private readonly services: Services,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionIndex,
    private readonly browsers: BrowserSessions,
  ) {}

  @Get()
  @Access('public')
  @ApiOperation({ operationId: 'getBrowserSession', summary: 'Get who is signed in with this browser' })
  @ApiOkResponse({ type: BrowserSessionState, description: 'Who is signed in, and how one can' })
  async state(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<BrowserSessionState> {
    const found = this.browsers.read(request);
    const session = found && (await this.browsers.isOpen(found)) ? found : undefined;
    if (found && !session) {
      await this.end(found, context);
      this.browsers.clear(response);
    }
    const { provider } = await this.services.call(identityContract.signInMethods, {}, context);
    return { ...(session && { session: this.shown(session) }), provider };
  }

  @Post()
  @HttpCode(200)
  @Access('public')
  @ConsoleHeader()
  @ApiOperation({
    operationId: 'startBrowserSession',
    summary: 'Sign in with a password, for a browser',
    description: 'The answer sets a cookie that scripts cannot read. There is no token in it.',
  })
  @ApiBody({ type: SignIn })
  @ApiOkResponse({ type: BrowserSessionState, description: 'Signed in' })
  @ApiResponse({ status: statusOf.unauthenticated, description: 'The username or the password is wrong' })
  @ApiResponse({ status: statusOf.forbidden, description: 'X-Credstream-Console is missing' })
  async start(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<BrowserSessionState> {
    requireConsoleHeader(request);
    this.browsers.requireSafeAddress();
    const asked = checkRequest(SignIn, request.body);
    const { accessToken } = await this.services.call(identityContract.signIn, asked, context);
    const before = this.browsers.read(request);
    if (before) await this.end(before, context);
    const session = this.browsers.begin(response, await this.tokens.read(accessToken));
    const { provider } = await this.services.call(identityContract.signInMethods, {}, context);
    return { session: this.shown(session), provider };
  }

  @Delete()
  @HttpCode(204)
  @Access('public')
  @ConsoleHeader()
  @ApiOperation({ operationId: 'endBrowserSession', summary: 'Sign out with this browser' })
  @ApiResponse({ status: 204, description: 'Nobody is signed in with this browser' })
  @ApiResponse({ status: statusOf.forbidden, description: 'X-Credstream-Console is missing' })
  async remove(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<void> {
    requireConsoleHeader(request);
    const found = this.browsers.read(request);
    if (!found) return;
    await this.end(found, context);
    this.browsers.clear(response);
  }

  /** In the log as well, unless it has ended there already. */
  private async end(
    { sessionId, userId, username, account }: BrowserSession,
    context: RequestContext,
  ): Promise<void> {
    if (!(await this.sessions.isActive(sessionId))) return;
    const actor = { kind: 'user', userId, username, account } as const;
    await this.services.call(
      identityContract.endSession,
      { userId: 'me', id: sessionId },
      { ...context, actor },
    );
    this.sessions.drop(sessionId);
  }

  private shown(session: BrowserSession): OpenBrowserSession {
    const { sessionId, username } = session;
    const endsAt = formatInstant(new Date(this.browsers.endsAt(session) * 1000));
    return { id: sessionId, username, endsAt };
  }
}
