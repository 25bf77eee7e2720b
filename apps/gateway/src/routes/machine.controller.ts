import { apiKeyContract, auditContract, type HealthReply, identityContract } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';
import { version } from '../version.js';

const contracts = { identity: identityContract, apikey: apiKeyContract, audit: auditContract };

@ApiTags("The machine's own")
@Controller()
export class MachineController {
  constructor(private readonly services: Services) {}

  @Get('health/live')
  @Access('public')
  live() {
    return { live: true };
  }

  @Get('health/ready')
  @Access('public')
  async ready(@Context() context: RequestContext, @Res({ passthrough: true }) response: FastifyReply) {
    const asked = Object.entries(contracts).map(async ([name, { health }]) => {
      const reply = await this.services
        .call(health, {}, context)
        .catch((): HealthReply => ({ ready: false, waitingFor: ['an answer'] }));
      return [name, reply] as const;
    });
    const services = Object.fromEntries(await Promise.all(asked));
    const ready = Object.values(services).every((service) => service.ready);
    if (!ready) response.status(statusOf.unavailable);
    return { ready, services };
  }

  @Get('version')
  @Access('public')
  version() {
    return { name: 'credstream', version, node: process.version };
  }
}
