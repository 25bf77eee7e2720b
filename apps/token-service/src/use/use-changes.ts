import type { UseView } from '@credstream/contracts/token';
import type { RegistryNotice } from '@credstream/domain-registry';

/** So many of the last uses are kept of each thing. */
export const keptUses = 20;

/** Counts, latest times and last uses, as they are kept of a repository and of a token. */
export type Uses = {
  pulls: number;
  pushes: number;
  /** When and by whom last, as one text, so that the newest of two is the greater one. */
  lastPull?: string;
  lastPush?: string;
  recent: UseView[];
};

export const noUses = (): Uses => ({ pulls: 0, pushes: 0, recent: [] });

const useOf = ({
  id: _id,
  holderId: _holder,
  isIndex: _isIndex,
  actor,
  ...notice
}: RegistryNotice): UseView => ({
  ...notice,
  ...(actor !== undefined && { by: actor }),
});

/** A mount is of a layer: the push of the image, which is told as well, comes after it. */
const isPush = ({ action }: RegistryNotice): boolean => action === 'push';
const isPull = ({ action }: RegistryNotice): boolean => action === 'pull';

const newest = (notices: readonly RegistryNotice[]): string | undefined =>
  notices
    .map(({ at, actor = '' }) => `${at} ${actor}`)
    .sort()
    .at(-1);

/** What notices change in what is kept. */
export const usesUpdate = (told: readonly RegistryNotice[], position: number): object => {
  const notices = told.filter(({ partOf }) => partOf === undefined);
  const pulls = notices.filter(isPull);
  const pushes = notices.filter(isPush);
  const lastPull = newest(pulls);
  const lastPush = newest(pushes);
  const latest = { ...(lastPull && { lastPull }), ...(lastPush && { lastPush }) };
  return {
    $inc: { pulls: pulls.length, pushes: pushes.length },
    ...(Object.keys(latest).length > 0 && { $max: latest }),
    $push: { recent: { $each: notices.map(useOf), $slice: -keptUses } },
    $set: { revision: position },
  };
};

/** The two parts of what is kept as one text. */
export const timeAndName = (text: string | undefined): readonly [at?: string, by?: string] => {
  if (text === undefined) return [];
  const space = text.indexOf(' ');
  const by = text.slice(space + 1);
  return by === '' ? [text.slice(0, space)] : [text.slice(0, space), by];
};
