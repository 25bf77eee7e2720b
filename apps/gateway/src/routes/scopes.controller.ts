import {
  Answer,
  CreateScope,
  DeleteScope,
  identityContract,
  ListScopes,
  RenameScope,
  ScopeEntry,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created, gone } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

class ScopeNode extends ScopeEntry {
  @Answer({ list: true, of: () => ScopeNode }) children!: ScopeNode[];
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** A list in which each scope comes after the one above it, as a tree. */
const treeOf = ([account, ...below]: readonly ScopeEntry[]): ScopeNode | undefined => {
  if (!account) return undefined;
  const root: ScopeNode = { ...account, children: [] };
  const nodes = new Map([[root.path, root]]);
  for (const scope of below) {
    const node: ScopeNode = { ...scope, children: [] };
    nodes.set(node.path, node);
    nodes.get(parentOf(node.path))?.children.push(node);
  }
  return root;
};

@ApiTags('Organization')
@Controller('api/v1/scopes')
export class ScopesController {
  constructor(private readonly services: Services) {}

  @Post()
  @Access(identityContract.createScope)
  @ApiCreatedResponse({ type: ScopeEntry })
  async create(
    @Body() body: CreateScope,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.createScope, body, context);
    const location = `/api/v1/scopes?account=${encodeURIComponent(reply.scope.path.split('/', 1)[0] ?? '')}`;
    return created(response, location, reply, reply.scope);
  }

  @Get()
  @Access(identityContract.listScopes)
  @ApiOkResponse({ type: ScopeNode, description: 'The account, and the scopes below it as a tree' })
  async tree(
    @Query() query: ListScopes,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.listScopes, query, context);
    return answer(response, reply, treeOf(reply.items ?? []));
  }

  @Patch()
  @Access(identityContract.renameScope)
  @ApiOkResponse({ type: ScopeEntry })
  async rename(
    @Body() body: RenameScope,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.renameScope, body, context);
    return answer(response, reply, reply.scope);
  }

  @Delete()
  @HttpCode(204)
  @Access(identityContract.deleteScope)
  @ApiNoContentResponse()
  async delete(
    @Query() query: DeleteScope,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    gone(response, await this.services.call(identityContract.deleteScope, query, context));
  }
}
