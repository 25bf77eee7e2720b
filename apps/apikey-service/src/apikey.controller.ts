import { apiKeyContract } from '@credstream/contracts/apikey';
import { answering } from '@credstream/service-kit';
import { ApiKeyCommands } from './apikey/apikey.commands.js';
import { ApiKeyQueries } from './apikey/apikey.queries.js';
import { ApiKeyCreation } from './apikey/create-apikey.js';
import { KeyUsages } from './key-usage/key-usage.js';
import { KeyOffboarding } from './offboarding/key-offboarding.js';
import { RateWindows } from './rate-limit/rate-windows.js';
import { Webhooks } from './webhook/webhooks.js';

/** What apikey-service answers, and by what. */
export const ApiKeyController = answering(
  apiKeyContract,
  [ApiKeyCreation, ApiKeyCommands, ApiKeyQueries, KeyUsages, RateWindows, Webhooks, KeyOffboarding],
  (creation, commands, queries, usages, rateWindows, webhooks, offboarding) => ({
    create: (message, context) => creation.create(message, context),
    get: (message, context) => queries.get(message, context),
    list: (message, context) => queries.list(message, context),
    usage: (message, context) => queries.usage(message, context),
    describe: (message, context) => commands.describe(message, context),
    rotate: (message, context) => commands.rotate(message, context),
    endOverlap: (message, context) => commands.endOverlap(message, context),
    import: (message, context) => creation.import(message, context),
    revoke: (message, context) => commands.revoke(message, context),
    delete: (message, context) => commands.delete(message, context),
    loadEntry: (message) => queries.loadEntry(message),
    useNewSecret: (message, context) => commands.useNewSecret(message, context),
    reportLeak: (message, context) => commands.reportLeak(message, context),
    reportUsage: (message, context) => usages.record(message, context),
    takePermits: (message) => rateWindows.take(message),
    createWebhook: (message, context) => webhooks.create(message, context),
    listWebhooks: (message, context) => webhooks.list(message, context),
    listWebhookTypes: () => webhooks.types(),
    getWebhook: (message, context) => webhooks.get(message, context),
    changeWebhook: (message, context) => webhooks.change(message, context),
    testWebhook: (message, context) => webhooks.test(message, context),
    deleteWebhook: (message, context) => webhooks.delete(message, context),
    listWebhookDeliveries: (message, context) => webhooks.deliveries(message, context),
    redeliverWebhook: (message, context) => webhooks.redeliver(message, context),
    reportOffboarding: (message) => offboarding.report(message),
  }),
);
