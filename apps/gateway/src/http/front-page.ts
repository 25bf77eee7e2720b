import { escaped } from './html.js';

const links = [
  ['/docs', 'the reference: every call, and a form to try it'],
  ['/docs/errors', 'what each error means and what to do'],
  ['/openapi.json', 'the OpenAPI document, for generated clients'],
  ['/health/ready', 'whether this server can be used'],
  ['/version', 'which version this is'],
] as const;

const firstCommands = (server: string): string => `IFS= read -rs -p 'Password: ' PASSWORD
TOKEN=$(printf %s "$PASSWORD" | curl -s ${server}/oauth/token -d grant_type=password -d username=admin --data-urlencode password@- | sed -E 's/.*"access_token":"([^"]*)".*/\\1/')
printf 'header="Authorization: Bearer %s"' "$TOKEN" | curl -s -K - ${server}/api/v1/me`;

/** What a person sees who opens the printed address in a browser. `url` is where this server is reached, if that is known. */
export const frontPage = (url: string | undefined): string => {
  const server = url ?? 'https://your-server';
  const rows = links.map(([path, about]) => `<li><a href="${path}">${path}</a>: ${about}</li>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Credstream</title>
<h1>Credstream</h1>
<p>This server keeps the secrets of an organization: credentials, API keys, tokens of registries. It has no console yet;
use it by its API.</p>
<ul>${rows.join('')}</ul>
<h2>First commands</h2>
<p>They sign in as <code>admin</code> and show who you are. The password is asked for and is in no argument.</p>
<pre>${escaped(firstCommands(server))}</pre>
<p>A container registry signs in here: <code>docker login</code> at the registry, with a token of it.</p>
</html>`;
};
