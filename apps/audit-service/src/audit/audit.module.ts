import { type DynamicModule, Module } from '@nestjs/common';
import { AuditCounts } from '../counts/audit-counts.js';
import { History } from '../history/history.js';
import { AccessRefusals } from '../refusals/access-refusals.js';
import { RemovedEntries } from '../retention/removed-entries.js';
import { Retention } from '../retention/retention.js';
import { SinkDeliveries } from '../sinks/sink-deliveries.js';
import { SinkPlaces } from '../sinks/sink-places.js';
import { SinkRegistry } from '../sinks/sink-registry.js';
import { SinkSecrets } from '../sinks/sink-secrets.js';
import { SinkSettings } from '../sinks/sink-settings.js';
import { Sinks } from '../sinks/sinks.js';
import { AuditTree } from '../tree/audit-tree.js';
import { Checkpoints } from '../tree/checkpoints.js';
import { LogKeys } from '../tree/log-keys.js';
import { Proofs } from '../tree/proofs.js';
import { CheckpointPlaces, PublishedCheckpoint } from '../tree/published-checkpoint.js';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';
import { AuditEntries } from './audit-entries.js';
import { AuditExport } from './audit-export.js';
import { AuditReaders } from './audit-readers.js';
import { AuditViews } from './audit-views.js';

@Module({})
export class AuditModule {
  static of(places: CheckpointPlaces, sinks: SinkSettings): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [
        { provide: CheckpointPlaces, useValue: places },
        { provide: SinkSettings, useValue: sinks },
        ...[
          AuditViews,
          AuditReaders,
          AuditEntries,
          AuditQueries,
          AuditCounts,
          AuditExport,
          History,
          AccessRefusals,
        ],
        ...[SinkRegistry, SinkPlaces, SinkSecrets, SinkDeliveries, Sinks],
        ...[Retention, RemovedEntries, LogKeys, PublishedCheckpoint, AuditTree, Checkpoints, Proofs],
      ],
    };
  }
}
