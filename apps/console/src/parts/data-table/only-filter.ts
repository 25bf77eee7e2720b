import { common } from '../../text/common.js';
import type { Filter } from './table-state.js';

/** Lets a list be narrowed to what the overview counts; `needs` says each rule in words. */
export const onlyFilter = (needs: Readonly<Record<string, string>>): Filter => ({
  key: 'only',
  label: common.only,
  options: Object.entries(needs).map(([value, label]) => ({ value, label })),
  isExtra: true,
});
