/** `stoppedAt` is where a redirect led that was not followed. */
type Page = Response & { stoppedAt?: string };

/** A browser as far as signing in needs one: cookies by host, redirects, and the forms of the provider's own pages. */
export type Browser = Readonly<{
  /** Follows redirects until there is a page or an answer; stops before an address that begins with `until`. */
  open: (url: string, until?: string) => Promise<Page>;
  /** Another browser with the same cookies. */
  copy: () => Browser;
  /** Sends the form of a page, with its hidden fields and these. */
  submit: (page: Response, fields: Readonly<Record<string, string>>, until?: string) => Promise<Page>;
  /** Fills in the provider's sign-in page and its consent page; answers the address of the callback. */
  signInAt: (page: Response, person: string, until: string) => Promise<string>;
}>;

type Jars = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const newBrowser = (given: Jars = new Map()): Browser => {
  const jars = new Map([...given].map(([host, jar]) => [host, new Map(jar)]));
  const jarOf = (url: string) => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const request = async (url: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const jar = jarOf(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const follow = async (first: Response, until?: string): Promise<Page> => {
    let response = first;
    let base = first.url;
    while (response.status >= 300 && response.status < 400) {
      const next = new URL(response.headers.get('location') ?? '', base).href;
      if (until !== undefined && next.startsWith(until)) return Object.assign(response, { stoppedAt: next });
      response = await request(next);
      base = next;
    }
    return response;
  };
  const open = async (url: string, until?: string) => follow(await request(url), until);

  const submit = async (page: Response, fields: Readonly<Record<string, string>>, until?: string) => {
    const html = await page.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) throw new Error(`No form here:\n${html}`);
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const form = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...fields };
    return follow(await request(new URL(action, page.url).href, form), until);
  };

  return {
    open,
    submit,
    copy: () => newBrowser(jars),
    signInAt: async (page, person, until) => {
      let shown: Page = page;
      for (let step = 0; step < 3 && shown.stoppedAt === undefined; step += 1) {
        shown = await submit(shown, { login: person, password: 'any' }, until);
      }
      if (shown.stoppedAt === undefined) throw new Error('The provider did not send the browser back');
      return shown.stoppedAt;
    },
  };
};
