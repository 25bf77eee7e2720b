import type { Expected } from './model.js';

/**
 * The commit-check table written a second time, over plain lists instead of indexes: what a spec holds
 * `checkCommit` and the writer against. Restarting forgets `recent`.
 */
type ModelStream = { events: string[]; tombstoned: boolean; softDeleted: boolean; metadata: boolean };

export type ModelAnswer = Readonly<
  { kind: 'written'; last: number } | { kind: 'wrong_version'; current: number } | { kind: 'deleted' }
>;

export class CommitModel {
  private readonly streams = new Map<string, ModelStream>();
  private recent = new Map<string, { stream: string; number: number }>();

  append(name: string, expected: Expected, ids: readonly string[]): ModelAnswer {
    const stream = this.stream(name);
    const verdict = this.judge(name, stream, expected, ids);
    if (verdict !== 'ok') return verdict;
    for (const id of ids) {
      const number = stream.events.push(id) - 1;
      if (!this.recent.has(id)) this.recent.set(id, { stream: name, number });
    }
    if (ids.length > 0) stream.softDeleted = false;
    return { kind: 'written', last: stream.events.length - 1 };
  }

  softDelete(name: string, expected: Expected): ModelAnswer {
    const stream = this.stream(name);
    const verdict = this.judge(name, stream, expected, ['fresh']);
    if (verdict !== 'ok') return verdict;
    if (stream.events.length === 0 && !stream.metadata) return { kind: 'wrong_version', current: -1 };
    stream.softDeleted = true;
    stream.metadata = true;
    return { kind: 'written', last: stream.events.length - 1 };
  }

  tombstone(name: string, expected: Expected): ModelAnswer {
    const stream = this.stream(name);
    const verdict = this.judge(name, stream, expected, ['fresh']);
    if (verdict !== 'ok') return verdict;
    stream.tombstoned = true;
    return { kind: 'written', last: Infinity };
  }

  setMetadata(name: string): ModelAnswer {
    const stream = this.stream(name);
    if (stream.tombstoned) return { kind: 'deleted' };
    stream.metadata = true;
    stream.softDeleted = false;
    return { kind: 'written', last: 0 };
  }

  restart(): void {
    this.recent = new Map();
  }

  /** Ids of all events of a stream, visible or not. */
  events(name: string): readonly string[] {
    return this.stream(name).events;
  }

  private stream(name: string): ModelStream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = { events: [], tombstoned: false, softDeleted: false, metadata: false };
      this.streams.set(name, stream);
    }
    return stream;
  }

  private judge(
    name: string,
    stream: ModelStream,
    expected: Expected,
    ids: readonly string[],
  ): ModelAnswer | 'ok' {
    const current = stream.events.length - 1;
    const wrong: ModelAnswer = { kind: 'wrong_version', current };
    if (stream.tombstoned) return { kind: 'deleted' };
    if (expected === 'stream_exists' && stream.softDeleted) return { kind: 'deleted' };
    if (expected === 'stream_exists' && current < 0 && !stream.metadata) return wrong;
    const place = (id: string) => {
      const known = this.recent.get(id);
      return known?.stream === name ? known.number : -1;
    };
    if (expected === 'any' || expected === 'stream_exists') {
      if (ids.length === 0 || place(ids[0]!) < 0) return 'ok';
      return ids.every((id) => place(id) >= 0) ? { kind: 'written', last: place(ids.at(-1)!) } : wrong;
    }
    const exact = expected === 'no_stream' ? -1 : Number(expected);
    if (exact === current) return 'ok';
    if (exact > current || ids.length === 0) return wrong;
    const repeats = (id: string, n: number) =>
      place(id) === exact + 1 + n || stream.events[exact + 1 + n] === id;
    if (ids.every(repeats)) return { kind: 'written', last: exact + ids.length };
    return stream.softDeleted && expected === 'no_stream' && !repeats(ids[0]!, 0) ? 'ok' : wrong;
  }
}
