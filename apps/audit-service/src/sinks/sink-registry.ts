import { type ActiveSink, type AuditSink, auditSinks } from '@credstream/domain-audit';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** A sink, and the position of its first event: what comes after it is sent. */
export type KnownSink = Readonly<{ sink: ActiveSink; since: bigint }>;

/** The sinks in the memory of each copy, kept up to date by the log. */
@Injectable()
export class SinkRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly sinks = new Map<string, KnownSink>();
  private readonly view: LiveView;

  constructor(host: ServiceHost) {
    this.view = startLiveView({
      prefixes: [auditSinks.prefix],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }

  waitFor(position: bigint): Promise<void> {
    return this.view.waitFor(position);
  }

  all(): readonly KnownSink[] {
    return [...this.sinks.values()];
  }

  get(sinkId: string): KnownSink | undefined {
    return this.sinks.get(sinkId);
  }

  private apply(recorded: RecordedEvent): void {
    const event = auditSinks.schema.read(recorded);
    if (!event) return;
    const sinkId = auditSinks.idOf(recorded.stream);
    const before: AuditSink = this.sinks.get(sinkId)?.sink ?? auditSinks.decider.initialState();
    const sink = auditSinks.decider.evolve(before, event);
    if (sink.status === 'active') this.sinks.set(sinkId, { sink, since: recorded.position });
    else this.sinks.delete(sinkId);
  }
}
