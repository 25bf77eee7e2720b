import { auditContract } from '@credstream/contracts/audit';
import { contextOf, type ServiceUnderTest, type UserActor } from './running-services.js';
import { until } from './until.js';

type Suite = Pick<ServiceUnderTest, 'client' | 'store'>;

/** The answer when the views hold all that was written: on a slow machine that takes longer than a request waits. */
export const askLog = async <Q extends object, A extends object>(
  { client, store }: Suite,
  method: Parameters<typeof client.call<Q, A>>[0],
  request: Q,
  actor: UserActor,
): Promise<A> => {
  const minPosition = String(await store.head());
  return until('the views hold everything', async () => {
    try {
      return await client.call(method, request, contextOf(actor, { minPosition }));
    } catch (error) {
      if ((error as { code?: string }).code === 'request.view_behind') return undefined;
      throw error;
    }
  });
};

/** All pages of an export, as one text. */
export const exportedText = async (suite: Suite, request: object, actor: UserActor): Promise<string> => {
  let text = '';
  let cursor: string | undefined;
  do {
    const asked = { ...request, ...(cursor !== undefined && { cursor }) };
    const page = await askLog(suite, auditContract.export, asked, actor);
    text += page.text;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return text;
};
