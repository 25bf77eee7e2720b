import type { components } from '@credstream/sdk';

type Credential = components['schemas']['CredentialView'];
type ApiKey = components['schemas']['ApiKeyView'];
type ListPage<Item> = Readonly<{ items: readonly Item[]; nextCursor?: string | undefined }>;
type Rules<Item> = Readonly<Record<string, (item: Item) => boolean>>;

const monthMs = 30 * 86_400_000;

const endsSoon = ({ status, expiresAt }: Readonly<{ status: string; expiresAt?: string }>): boolean =>
  status !== 'revoked' &&
  expiresAt !== undefined &&
  Date.parse(expiresAt) > Date.now() &&
  Date.parse(expiresAt) < Date.now() + monthMs;

/** What the overview counts of credentials, and the list shows alone. The server cannot narrow a list so. */
export const credentialsInNeed = {
  ending: endsSoon,
  advice: ({ advice }) => advice.length > 0,
} as const satisfies Rules<Credential>;

/** What the overview counts of API keys, and the list shows alone. */
export const apiKeysInNeed = {
  ending: endsSoon,
  unused: ({ lastUsedAt }) => lastUsedAt === undefined,
} as const satisfies Rules<ApiKey>;

/** A page of those that the chosen rule lets through: it reads on until it has one, or has read everything. */
export const narrowed = async <Item>(
  rules: Rules<Item>,
  chosen: string | number | undefined,
  from: string | number | undefined,
  read: (cursor: string | number | undefined) => Promise<ListPage<Item>>,
): Promise<ListPage<Item>> => {
  const rule = Object.hasOwn(rules, String(chosen)) ? rules[String(chosen)] : undefined;
  let page = await read(from);
  if (!rule) return page;
  while (!page.items.some(rule) && page.nextCursor !== undefined) page = await read(page.nextCursor);
  return { ...page, items: page.items.filter(rule) };
};
