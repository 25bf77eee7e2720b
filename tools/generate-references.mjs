/**
 * Writes docs/reference from the code: `npm run build && node tools/generate-references.mjs`. A test fails when
 * what is there is stale.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeGateway } from '@credstream/gateway';
import { cliPage } from './references/cli.mjs';
import { errorsPage } from './references/errors.mjs';
import { eventsPage } from './references/events.mjs';
import { permissionsPage } from './references/permissions.mjs';
import { protos } from './references/protos.mjs';
import { sdkTypes } from './references/sdk-types.mjs';
import { subjectsPage } from './references/subjects.mjs';

/** Every module of rules, by the name of its folder, so that none of their errors and events is forgotten. */
const domains = async () =>
  Object.fromEntries(
    await Promise.all(
      readdirSync('libs/domain')
        .sort()
        .map(async (name) => [name, await import(`@credstream/domain-${name}`)]),
    ),
  );

/** Each reference, by its path. */
export const references = async () => {
  const modules = await domains();
  const openApi = await describeGateway();
  return {
    'docs/reference/cli.md': cliPage(),
    'docs/reference/errors.md': errorsPage(),
    'docs/reference/permissions.md': permissionsPage(),
    'docs/reference/subjects.md': await subjectsPage(),
    'docs/reference/events.md': eventsPage(modules),
    ...(await protos()),
    'docs/reference/openapi.json': `${JSON.stringify(openApi, null, 2)}\n`,
    ...(await sdkTypes(openApi)),
  };
};

if (process.argv[1] === import.meta.filename) {
  process.chdir(resolve(import.meta.dirname, '..'));
  for (const [path, text] of Object.entries(await references())) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path}\n`);
  }
}
