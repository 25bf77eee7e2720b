import {
  Answer,
  apiKeyContract,
  CreateWebhook,
  ListWebhooks,
  Text,
  WebhookDeliveryView,
  WebhookView,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created, gone } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

class CreatedWebhook extends WebhookView {
  @Answer({ description: 'Signs the deliveries (Standard Webhooks). It is shown here and never again' })
  secret!: string;
}

class WebhookItems {
  @Answer({ list: true, of: () => WebhookView }) items!: WebhookView[];
}

class WebhookDeliveryItems {
  @Answer({ list: true, of: () => WebhookDeliveryView }) items!: WebhookDeliveryView[];
}

class DeliveryQuery {
  @Text({ optional: true, description: 'pending, delivered or abandoned; abandoned when absent' })
  status?: string;
}

@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly services: Services) {}

  @Post()
  @Access(apiKeyContract.createWebhook)
  @ApiCreatedResponse({ type: CreatedWebhook })
  async create(
    @Body() body: CreateWebhook,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.createWebhook, body, context);
    const { webhook, secret } = reply;
    return created(response, `/api/v1/webhooks/${webhook.id}`, reply, { ...webhook, secret });
  }

  @Get()
  @Access(apiKeyContract.listWebhooks)
  @ApiOkResponse({ type: WebhookItems })
  async list(@Query() query: ListWebhooks, @Context() context: RequestContext) {
    const { items = [] } = await this.services.call(apiKeyContract.listWebhooks, query, context);
    return { items };
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(apiKeyContract.deleteWebhook)
  @ApiNoContentResponse()
  async delete(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    gone(response, await this.services.call(apiKeyContract.deleteWebhook, { id }, context));
  }

  @Get(':id/deliveries')
  @Access(apiKeyContract.listWebhookDeliveries)
  @ApiOkResponse({ type: WebhookDeliveryItems })
  async deliveries(
    @Param('id') id: string,
    @Query() query: DeliveryQuery,
    @Context() context: RequestContext,
  ) {
    const message = { ...query, id };
    const { items = [] } = await this.services.call(apiKeyContract.listWebhookDeliveries, message, context);
    return { items };
  }

  @Post(':id/deliveries/:eventId/redeliver')
  @HttpCode(200)
  @Access(apiKeyContract.redeliverWebhook)
  @ApiOkResponse({ type: WebhookView })
  async redeliver(
    @Param('id') id: string,
    @Param('eventId') eventId: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.redeliverWebhook, { id, eventId }, context);
    return answer(response, reply, reply.webhook);
  }
}
