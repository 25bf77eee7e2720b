import type { RunningSuite } from '../up.js';
import type { DemoOrganization } from './demo-mark.js';
import { credentials, keys, projects, registryTokens, users } from './demo-organization.js';

const contents = [
  `${projects.length} projects`,
  `${users.length} users`,
  `${credentials.length} credentials`,
  `${keys.length} API keys`,
  `a registry with ${registryTokens.length} tokens`,
].join(', ');

/** The first that a start with `--demo` says on its output. */
export const demoGreeting = (
  { url, administrator, firstPassword }: RunningSuite,
  organization: DemoOrganization,
): string => {
  if (organization === 'none') return '';
  const which = organization === 'to make' ? 'is being made' : 'is there from an earlier start';
  const password = firstPassword ? 'the password below' : "the administrator's password";
  return `A demo organization (${contents}) ${which}: open ${url} in a browser and sign in as ${administrator} with ${password}.\n\n`;
};
