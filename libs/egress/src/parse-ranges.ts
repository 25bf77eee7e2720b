import { type IpRange, parseIpRange } from '@credstream/domain-kernel';

/** Addresses or CIDR ranges with commas between them; undefined when one of them is none. */
export const parseRanges = (text: string): readonly IpRange[] | undefined => {
  const ranges = text.split(',').map((each) => parseIpRange(each.trim()));
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
};
