/** A key, a token, or a parameter that is meant for one. */
const secret =
  /cs_(?:key|tok|rob|cli|off|ses)_|eyJ[\w-]{1,512}\.eyJ|[?&](?:access_token|refresh_token|id_token|api_?key|token|password|client_secret)=/i;

/** How often an address is read for escapes within escapes; enough for every proxy on the way. */
const depth = 3;

const unescaped = (url: string): string =>
  url.replace(/%([2-7][0-9a-f])/gi, (_escape, code: string) => String.fromCharCode(parseInt(code, 16)));

/** However the secret is escaped; an escape that means nothing hides none beside it. */
export const holdsSecret = (url: string): boolean => {
  let read = url;
  for (let round = 0; round < depth && !secret.test(read); round += 1) {
    if (!read.includes('%')) return false;
    read = unescaped(read);
  }
  return secret.test(read);
};

/** The address as it may stand in a log: without its query, and not at all when a secret is in its path. */
export const withoutQuery = (url: string): string => {
  const path = url.split('?', 1)[0] ?? '';
  return holdsSecret(path) ? '[holds a secret]' : path;
};
