import { describe, expect } from '@jest/globals';

import {
  contractCase,
  events,
  linkTo,
  newStream,
  positionOf,
  readAllOf,
  resolvedOf,
  useServer,
} from './contract.js';

describe('links', () => {
  const server = useServer();
  const written = async (count = 3) => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count));
    return stream;
  };
  const linked = async (target: string, number: number) => {
    const stream = newStream('links');
    const result = await server.client.appendToStream(stream, linkTo(target, number));
    return { stream, position: positionOf(result) };
  };

  contractCase(58, async () => {
    const target = await written();
    const { stream, position } = await linked(target, 1);
    const original = (await readAllOf(server.client, target))[1]!;
    const [resolved] = await resolvedOf(server.client, stream, { resolveLinkTos: true });
    expect(resolved!.event).toMatchObject({ streamId: target, revision: 1n, position: original.position });
    expect(resolved!.link).toMatchObject({ streamId: stream, revision: 0n, type: '$>' });
    expect(resolved!.commitPosition).toBe(position.commit);
  });

  contractCase(59, async () => {
    const target = await written();
    const { stream } = await linked(target, 1);
    const [resolved] = await resolvedOf(server.client, stream);
    expect(resolved!.link).toBeUndefined();
    expect(resolved!.event).toMatchObject({ type: '$>', streamId: stream });
    expect(Buffer.from(resolved!.event!.data as Uint8Array).toString()).toBe(`1@${target}`);
  });

  contractCase(60, async () => {
    const [missing, soft, hard] = [await written(), await written(), await written()];
    await server.client.deleteStream(soft);
    await server.client.tombstoneStream(hard);
    const links = [await linked(missing, 77), await linked(soft, 1), await linked(hard, 1)];
    for (const { stream } of links) {
      const [resolved] = await resolvedOf(server.client, stream, { resolveLinkTos: true });
      expect(resolved!.event).toBeUndefined();
      expect(resolved!.link).toMatchObject({ streamId: stream });
    }
  });

  contractCase(61, async () => {
    const target = await written();
    const first = await linked(target, 1);
    const second = await linked(first.stream, 0);
    const [resolved] = await resolvedOf(server.client, second.stream, { resolveLinkTos: true });
    expect(resolved!.event).toMatchObject({ streamId: first.stream, type: '$>' });
    expect(resolved!.link).toMatchObject({ streamId: second.stream });
  });
});
