import { Answer, contexts, contracts, type HealthReply } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import { GatewayReadiness } from '../readiness.js';
import { Services } from '../services.js';
import { version } from '../version.js';

class Liveness {
  @Answer({ of: () => Boolean }) live!: true;
}

class ServiceHealth {
  @Answer({ of: () => Boolean, optional: true }) ready?: boolean;
  @Answer({ list: true, optional: true, description: 'What the service waits for' }) waitingFor?: string[];
}

class ServicesHealth {}

for (const context of contexts) Answer({ of: () => ServiceHealth })(ServicesHealth.prototype, context);

class Readiness {
  @Answer({ of: () => Boolean }) ready!: boolean;
  @Answer({ of: () => ServicesHealth }) services!: ServicesHealth;
  @Answer({ list: true, optional: true, description: 'What the gateway itself waits for' })
  waitingFor?: string[];
}

class Version {
  @Answer({ example: 'credstream' }) name!: string;
  @Answer() version!: string;
  @Answer({ description: 'The version of Node.js' }) node!: string;
}

@ApiTags('System')
@Controller()
export class MachineController {
  private asking: Promise<Readiness> | undefined;

  constructor(
    private readonly services: Services,
    private readonly own: GatewayReadiness,
  ) {}

  @Get('health/live')
  @Access('public')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Get whether the gateway runs' })
  @ApiOkResponse({ type: Liveness, description: 'It runs' })
  live(): Liveness {
    return { live: true };
  }

  @Get('health/ready')
  @Access('public')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Get whether every service answers' })
  @ApiOkResponse({ type: Readiness, description: 'Every service answers, and every view is up to date' })
  @ApiResponse({ status: statusOf.unavailable, type: Readiness, description: 'Not every service is ready' })
  async ready(@Context() context: RequestContext, @Res({ passthrough: true }) response: FastifyReply) {
    // Anyone may ask: so many at a time cost as much as one.
    this.asking ??= this.askServices(context).finally(() => (this.asking = undefined));
    const readiness = await this.asking;
    if (!readiness.ready) response.status(statusOf.unavailable);
    return readiness;
  }

  @Get('version')
  @Access('public')
  @ApiOperation({ operationId: 'getVersion', summary: 'Get the version of the gateway' })
  @ApiOkResponse({ type: Version, description: 'The version' })
  version(): Version {
    return { name: 'credstream', version, node: process.version };
  }

  private async askServices(context: RequestContext): Promise<Readiness> {
    const asked = Object.entries(contracts).map(async ([name, { health }]) => {
      const reply = await this.services.call(health, {}, context).catch((error: unknown): HealthReply => {
        this.own.noAnswer(name, error);
        return { ready: false, waitingFor: ['an answer'] };
      });
      return [name, reply] as const;
    });
    const services = Object.fromEntries(await Promise.all(asked));
    const { ready, waitingFor } = await this.own.ask();
    return {
      ready: ready && Object.values(services).every((service) => service.ready),
      services,
      ...(waitingFor && { waitingFor: [...waitingFor] }),
    };
  }
}
