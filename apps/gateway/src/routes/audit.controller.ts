import { Answer, auditContract, AuditEventView, ListAuditEvents } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

class AuditEventList {
  @Answer({ list: true, of: () => AuditEventView }) items!: AuditEventView[];
  @Answer({ optional: true }) nextCursor?: string;
}

@ApiTags('Audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly services: Services) {}

  @Get('events')
  @Access(auditContract.list)
  @ApiOkResponse({ type: AuditEventList })
  async list(@Query() query: ListAuditEvents, @Context() context: RequestContext) {
    const { items = [], nextCursor } = await this.services.call(auditContract.list, query, context);
    return {
      items: items.map((entry) => ({ ...entry, data: JSON.parse(entry.data) as object })),
      nextCursor,
    };
  }
}
