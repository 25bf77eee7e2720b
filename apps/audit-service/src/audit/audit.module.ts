import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';
import { AuditViews } from './audit-views.js';

@Module({ controllers: [AuditController], providers: [AuditViews, AuditQueries] })
export class AuditModule {}
