import { tokenContract } from '@credstream/contracts/token';
import { type RequestContext } from '@credstream/domain-kernel';
import {
  readRegistryCertificate,
  type TokenMode,
  tokenModes,
  trustBundle,
  trustConfig,
  trustKeySet,
} from '@credstream/registry-tokens';
import { refusedFor } from '@credstream/service-kit';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { Context } from '../http/request-context.js';
import { ReadsQuery } from '../http/request-form.guard.js';
import { PublicUrl } from '../oauth/public-url.js';
import { Services } from '../services.js';

const formats = ['pem', 'jwks', 'config'] as const;
type Format = (typeof formats)[number];

const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text);

const contentTypes: Readonly<Record<Format, string>> = {
  pem: 'application/x-pem-file',
  jwks: 'application/jwk-set+json; charset=utf-8',
  config: 'application/yaml; charset=utf-8',
};

@ApiTags('Registry signing keys')
@Controller('api/v1/registries/:registryId/trust')
export class RegistryTrustController {
  constructor(
    private readonly services: Services,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Get()
  @Access(tokenContract.getTrust)
  @ReadsQuery()
  @ApiOperation({
    operationId: 'getRegistryTrust',
    summary: 'Get what a registry needs to trust its tokens',
    description:
      '`pem`: the file for `rootcertbundle`. `jwks`: the file for `jwks` of version 3. `config`: the `auth` and `notifications` blocks of its configuration.',
  })
  @ApiQuery({ name: 'format', enum: formats, required: false, description: 'pem when absent' })
  @ApiOkResponse({
    description: 'A file',
    content: {
      'application/x-pem-file': { schema: { type: 'string' } },
      'application/jwk-set+json': { schema: { type: 'object' } },
      'application/yaml': { schema: { type: 'string' } },
    },
  })
  async trust(
    @Param('registryId') registryId: string,
    @Query('format') format: string | undefined,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    const wanted = format ?? 'pem';
    if (!isFormat(wanted)) {
      throw refusedFor([{ path: 'format', rule: 'isIn', message: `format must be ${formats.join(', ')}` }]);
    }
    const reply = await this.services.call(tokenContract.getTrust, { registryId }, context);
    response.header('content-type', contentTypes[wanted]);
    return this.file(wanted, reply);
  }

  private file(
    format: Format,
    {
      service,
      tokenMode,
      certificates,
    }: { service: string; tokenMode: string; certificates: readonly string[] },
  ): string {
    const keys = certificates.map(readRegistryCertificate);
    if (format === 'pem') return trustBundle(keys);
    if (format === 'jwks') return `${JSON.stringify(trustKeySet(keys), null, 2)}\n`;
    const url = this.publicUrl.value;
    return trustConfig({
      mode: tokenModes.find((mode): mode is TokenMode => mode === tokenMode) ?? 'universal',
      service,
      realm: `${url}/registry/token`,
      notifications: { url: `${url}/registry/notifications` },
    });
  }
}
