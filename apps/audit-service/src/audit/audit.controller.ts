import { auditContract, type AuditPage, type HealthReply, ListAuditEvents } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles, ServiceViews } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditQueries } from './audit.queries.js';

@Controller()
@UseGuards(CatchUpGuard)
export class AuditController {
  constructor(
    private readonly views: ServiceViews,
    private readonly queries: AuditQueries,
  ) {}

  @Handles(auditContract.health)
  health(): Promise<HealthReply> {
    return this.views.health();
  }

  @Handles(auditContract.list)
  list(@Payload() message: ListAuditEvents, @Caller() context: RequestContext): Promise<AuditPage> {
    return this.queries.list(message, context);
  }
}
