import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { request } from '../client/request.js';

type Node = Readonly<{ path: string; kind: string; children: readonly Node[] }>;

const flat = (
  node: Node,
  depth: number,
): readonly Readonly<{ tree: string; kind: string; path: string }>[] => [
  {
    tree: `${'  '.repeat(depth)}${depth === 0 ? node.path : (node.path.split('/').at(-1) ?? '')}`,
    kind: node.kind,
    path: node.path,
  },
  ...node.children.flatMap((child) => flat(child, depth + 1)),
];

export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const { account } = options;
  const query = account === undefined ? {} : { account };
  const root = (await request(context, 'GET /api/v1/scopes', { path: {}, query })) as Node;
  const whole = context.wanted.output === 'json' || context.wanted.output === 'yaml';
  await context.show(whole ? { data: root } : { data: flat(root, 0), columns: ['tree', 'kind', 'path'] });
};
