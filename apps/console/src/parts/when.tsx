import { common } from '../text/common.js';

const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time in the zone of the reader; UTC when it is pointed at. */
export const When = ({ at, otherwise = common.never }: { at: string | undefined; otherwise?: string }) =>
  at === undefined ? (
    <>{otherwise}</>
  ) : (
    <time dateTime={at} title={at} className="number">
      {local.format(new Date(at))}
    </time>
  );
