import type { IpRange } from '@credstream/domain-kernel';
import { DataKeys } from '@credstream/encryption';
import { type DynamicModule, Module } from '@nestjs/common';
import { CheckSettings } from './checks/check-settings.js';
import { CredentialChecks } from './checks/credential-checks.js';
import { ScheduledChecks } from './checks/scheduled-checks.js';
import { TargetChecks } from './checks/target-checks.js';
import { CredentialController } from './credential.controller.js';
import { CredentialCreation } from './credential/create-credential.js';
import { CredentialCommands } from './credential/credential.commands.js';
import { CredentialQueries } from './credential/credential.queries.js';
import { CredentialAccess } from './credential/credential-access.js';
import { CredentialImport } from './credential/credential-import.js';
import { CredentialLimit, MostCredentials } from './credential/credential-limit.js';
import { CredentialNames } from './credential/credential-names.js';
import { CredentialRotations } from './credential/credential-rotations.js';
import { CredentialViews } from './credential/credential-views.js';
import { SecretReads } from './reads/secret-reads.js';
import { RotationSchedules } from './rotation/rotation-schedules.js';
import { RotationSettings } from './rotation/rotation-settings.js';
import { ScheduledRotations } from './rotation/scheduled-rotations.js';
import { AccessLog } from './secrets/access-log.js';
import { MasterKeyRotation } from './secrets/master-key-rotation.js';
import { MasterKeys } from './secrets/master-keys.js';
import { SecretVault } from './secrets/secret-vault.js';
import { ShreddedCredentials } from './secrets/shredded-credentials.js';
import { Shredder } from './secrets/shredder.js';
import { CredentialTime } from './time/credential-time.js';

export type CredentialSettings = Readonly<{
  masterKeys: MasterKeys;
  shredded: ShreddedCredentials;
  allowed: readonly IpRange[];
  most: MostCredentials;
  rotationPauses: readonly number[];
}>;

@Module({
  controllers: [CredentialController],
  providers: [
    {
      provide: DataKeys,
      useFactory: ({ provider }: MasterKeys) => new DataKeys(provider),
      inject: [MasterKeys],
    },
    MasterKeyRotation,
    SecretVault,
    AccessLog,
    Shredder,
    CredentialViews,
    CredentialAccess,
    CredentialNames,
    CredentialLimit,
    CredentialCreation,
    CredentialRotations,
    CredentialCommands,
    CredentialQueries,
    CredentialImport,
    SecretReads,
    CredentialTime,
    TargetChecks,
    CredentialChecks,
    ScheduledChecks,
    RotationSchedules,
    ScheduledRotations,
  ],
})
export class CredentialModule {
  static of({ masterKeys, shredded, allowed, most, rotationPauses }: CredentialSettings): DynamicModule {
    return {
      module: CredentialModule,
      providers: [
        { provide: MasterKeys, useValue: masterKeys },
        { provide: ShreddedCredentials, useValue: shredded },
        { provide: MostCredentials, useValue: most },
        { provide: CheckSettings, useValue: new CheckSettings(allowed) },
        { provide: RotationSettings, useValue: new RotationSettings(allowed, rotationPauses) },
      ],
    };
  }
}
