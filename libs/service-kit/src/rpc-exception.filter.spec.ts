import { NotPermitted, ServiceUnavailable } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { RpcExceptionFilter } from './rpc-exception.filter.js';

describe('what a handler throws', () => {
  const lines: object[] = [];
  const say = (more: object) => void lines.push(more);
  const filter = new RpcExceptionFilter({ error: say, warn: say } as never);
  const told = (error: unknown): Promise<unknown> =>
    firstValueFrom(filter.catch(error)).catch((refusal: unknown) => refusal);
  const away = (what: string) =>
    new ServiceUnavailable('The event store does not answer', {}, new Error(what));

  it('is told by its code, and a fault without words', async () => {
    expect(await told(new NotPermitted())).toMatchObject({ code: 'auth.not_permitted', kind: 'forbidden' });
    expect(lines).toEqual([]);
    expect(await told(new Error('a secret'))).toMatchObject({ kind: 'unavailable', message: '' });
    expect(lines.splice(0)).toEqual([{ err: new Error('a secret') }]);
  });

  it('is logged once while the same is out of reach, and again for another cause', async () => {
    for (let count = 0; count < 100; count += 1) await told(away('the disk is full'));
    await told(away('the connection is closed'));
    expect(lines).toEqual([
      { repeated: 0, err: away('the disk is full') },
      { repeated: 0, err: away('the connection is closed') },
    ]);
  });
});
