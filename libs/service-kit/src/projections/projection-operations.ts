import type {
  DecideProjectionFailure,
  ListProjectionFailures,
  ProjectionFailureList,
  ProjectionList,
  ProjectionReply,
  ProjectionView,
  RebuildProjection,
} from '@credstream/contracts';
import {
  formatInstant,
  installationScope,
  NotPermitted,
  type RequestContext,
} from '@credstream/domain-kernel';
import { ProjectionFailureNotFound, ProjectionNotFound, projections } from '@credstream/domain-projections';
import { Injectable } from '@nestjs/common';
import { isAllowed } from '../authorize.js';
import { LiveDirectory } from '../live-directory.js';
import { ServiceHost } from '../service-host.js';
import { ServiceViews, type StartedView } from '../service-views.js';
import { ServiceOrders } from './service-orders.js';

const defaultLimit = 50;
/** Log positions have no more digits. */
const failureId = /^\d{1,19}$/;

/** What operators see of the read models of a service, and what they ask of them. */
@Injectable()
export class ProjectionOperations {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: ServiceViews,
    private readonly orders: ServiceOrders,
    private readonly directory: LiveDirectory,
  ) {}

  async list(context: RequestContext): Promise<ProjectionList> {
    this.permit(context);
    const items = [...this.views.all].map(([name, view]) => this.shown(name, view));
    return { items: await Promise.all(items) };
  }

  /** Where a build is being made already, nothing is recorded. */
  async rebuild({ name, reason }: RebuildProjection, context: RequestContext): Promise<ProjectionReply> {
    this.permit(context);
    const view = this.viewOf(name);
    if ((await view.status()).state === 'live')
      await this.record('RequestRebuild', { name, reason }, context);
    return { projection: await this.shown(name, view) };
  }

  async listFailures(
    { name, limit = defaultLimit }: ListProjectionFailures,
    context: RequestContext,
  ): Promise<ProjectionFailureList> {
    this.permit(context);
    const failures = await this.viewOf(name).failures(limit);
    return { items: failures.map(({ at, ...failure }) => ({ ...failure, at: formatInstant(at) })) };
  }

  /** Where later events of the stream were taken in, only a rebuild puts the event in its place: it is begun. */
  async retry(message: DecideProjectionFailure, context: RequestContext): Promise<ProjectionReply> {
    this.permit(context);
    const view = this.viewOf(message.name);
    const plan = failureId.test(message.id) ? await view.planRetry(message.id) : undefined;
    if (plan === undefined) throw new ProjectionFailureNotFound();
    await this.record('RetryFailure', message, context);
    if (plan === 'rebuild') await this.record('RequestRebuild', message, context);
    return { projection: await this.shown(message.name, view) };
  }

  async skip(message: DecideProjectionFailure, context: RequestContext): Promise<ProjectionReply> {
    this.permit(context);
    const view = this.viewOf(message.name);
    const plan = failureId.test(message.id) ? await view.planRetry(message.id) : undefined;
    if (plan === undefined) throw new ProjectionFailureNotFound();
    await this.record('SkipFailure', message, context);
    return { projection: await this.shown(message.name, view) };
  }

  private permit({ actor }: RequestContext): void {
    if (!isAllowed(this.directory, actor, 'installation.manage', installationScope)) throw new NotPermitted();
  }

  private viewOf(name: string): StartedView {
    const view = this.views.all.get(name);
    if (!view) throw new ProjectionNotFound();
    return view;
  }

  /** In the log, and known to this copy. */
  private async record(
    type: 'RequestRebuild' | 'RetryFailure' | 'SkipFailure',
    { name, id = '', reason }: Readonly<{ name: string; id?: string; reason?: string | undefined }>,
    context: RequestContext,
  ): Promise<void> {
    const about = { projection: name, ...(reason !== undefined && { reason }) };
    const command =
      type === 'RequestRebuild'
        ? { type, data: { ...about, generation: this.orders.of(name).current().generation + 1 } }
        : { type, data: { ...about, position: String(BigInt(id)) } };
    const { position } = await this.host.of(projections).handle(this.orders.context, command, { context });
    await this.orders.waitFor(position);
  }

  private async shown(name: string, view: StartedView): Promise<ProjectionView> {
    const { version, generation, state, position, lag, failures, rebuild } = await view.status();
    return {
      ...{ name, service: this.host.name, version, generation, state, failures },
      position: String(position),
      lag: lag.events,
      lagIsMore: lag.more,
      ...(rebuild && { rebuild: { done: Number(rebuild.done), total: Number(rebuild.total) } }),
    };
  }
}
