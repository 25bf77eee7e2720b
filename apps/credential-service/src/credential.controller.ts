import { credentialContract } from '@credstream/contracts/credential';
import { answering } from '@credstream/service-kit';
import { CredentialChecks } from './checks/credential-checks.js';
import { CredentialCreation } from './credential/create-credential.js';
import { CredentialCommands } from './credential/credential.commands.js';
import { CredentialQueries } from './credential/credential.queries.js';
import { CredentialImport } from './credential/credential-import.js';
import { SecretReads } from './reads/secret-reads.js';
import { RotationSchedules } from './rotation/rotation-schedules.js';
import { MasterKeyRotation } from './secrets/master-key-rotation.js';

/** What credential-service answers, and by what. */
export const CredentialController = answering(
  credentialContract,
  [
    CredentialCreation,
    CredentialCommands,
    CredentialQueries,
    SecretReads,
    CredentialImport,
    CredentialChecks,
    MasterKeyRotation,
    RotationSchedules,
  ],
  (creation, commands, queries, reads, imports, checks, rotation, schedules) => ({
    create: (message, context) => creation.create(message, context),
    get: (message, context) => queries.get(message, context),
    list: (message, context) => queries.list(message, context),
    checkName: (message, context) => queries.checkName(message, context),
    change: (message, context) => commands.change(message, context),
    rotate: (message, context) => commands.rotate(message, context),
    scheduleRotation: (message, context) => schedules.schedule(message, context),
    unscheduleRotation: (message, context) => schedules.unschedule(message, context),
    revoke: (message, context) => commands.revoke(message, context),
    delete: (message, context) => commands.delete(message, context),
    reveal: (message, context) => reads.reveal(message, context),
    render: (message, context) => reads.render(message, context),
    renderDockerConfig: (message, context) => reads.renderDockerConfig(message, context),
    readValues: (message, context) => reads.readValues(message, context),
    readNamedValues: (message, context) => reads.readNamedValues(message, context),
    writeNamedValue: (message, context) => reads.writeNamedValue(message, context),
    check: (message, context) => checks.check(message, context),
    resolve: (message, context) => reads.resolve(message, context),
    listAttachments: (message, context) => queries.listAttachments(message, context),
    attach: (message, context) => commands.attach(message, context),
    detach: (message, context) => commands.detach(message, context),
    listVersions: (message, context) => queries.listVersions(message, context),
    history: (message, context) => queries.history(message, context),
    readers: (message, context) => queries.readers(message, context),
    import: (message, context) => imports.import(message, context),
    masterKeys: (_, context) => rotation.describe(context),
    rotateMasterKeys: (_, context) => rotation.rotate(context),
  }),
);
