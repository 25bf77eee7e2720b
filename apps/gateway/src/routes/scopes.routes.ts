import { Answer } from '@credstream/contracts';
import { identityContract, ScopeEntry, type ScopeReply } from '@credstream/contracts/identity';
import {
  AccountNotFound,
  ScopeExists,
  ScopeHasChildren,
  ScopeInsideItself,
  ScopeInUse,
  ScopeInvalid,
  ScopeNotFound,
} from '@credstream/domain-identity';
import { resource } from './resource.js';
import { get, patch, post, remove } from './route.js';

class ScopeNode extends ScopeEntry {
  @Answer({ list: true, of: () => ScopeNode }) children!: ScopeNode[];
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** A list in which each scope comes after the one above it, as a tree. */
const treeOf = ([account, ...below]: readonly ScopeEntry[]): ScopeNode => {
  if (!account) throw new Error('A tree of scopes without its account');
  const root: ScopeNode = { ...account, children: [] };
  const nodes = new Map([[root.path, root]]);
  for (const scope of below) {
    const node: ScopeNode = { ...scope, children: [] };
    nodes.set(node.path, node);
    nodes.get(parentOf(node.path))?.children.push(node);
  }
  return root;
};

const one = { answer: ScopeEntry, show: ({ scope }: ScopeReply) => scope };

export const ScopeRoutes = resource('Organization', 'api/v1/scopes', {
  createScope: post('', identityContract.createScope, {
    ...one,
    location: ({ scope }) =>
      `/api/v1/scopes?account=${encodeURIComponent(scope.path.split('/', 1)[0] ?? '')}`,
    summary: 'Create a scope',
    refuses: [AccountNotFound, ScopeNotFound, ScopeInvalid, ScopeExists],
  }),
  getScopes: get('', identityContract.listScopes, {
    answer: ScopeNode,
    show: ({ items }) => treeOf(items),
    summary: 'Get the scopes of an account',
    description: 'The account, and the scopes below it as a tree.',
    refuses: [AccountNotFound],
  }),
  renameScope: patch('', identityContract.renameScope, {
    ...one,
    summary: 'Rename or move a scope',
    description: 'What is below the scope moves with it.',
    refuses: [AccountNotFound, ScopeNotFound, ScopeInvalid, ScopeExists, ScopeInsideItself, ScopeInUse],
  }),
  deleteScope: remove('', identityContract.deleteScope, {
    summary: 'Delete a scope',
    refuses: [AccountNotFound, ScopeNotFound, ScopeHasChildren, ScopeInUse],
  }),
});
