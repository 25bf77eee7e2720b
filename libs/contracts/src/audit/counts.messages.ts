import { Count, NestedList, Text } from '../fields.js';

export class CountAuditEvents {
  @Text({ optional: true, description: '* for all accounts. When absent: all that you may read' })
  account?: string;
  @Text({ optional: true, description: 'The first day, in UTC; 90 days up to the last one when absent' })
  from?: string;
  @Text({ optional: true, description: 'The last day, in UTC; today when absent' }) to?: string;
}

/** How much of each kind happened on one day. */
export class AuditDayCounts {
  @Text({ description: 'In UTC', example: '2026-11-30' }) day!: string;
  @Count({ description: 'API keys let in, and tokens granted for registries', example: 1240 })
  uses!: number;
  @Count({ description: 'Secrets of credentials that were read', example: 35 }) reads!: number;
  @Count({ description: 'Events by which something was made, changed or ended', example: 8 })
  changes!: number;
  @Count({ description: 'API keys, accesses and registry tokens that were refused', example: 3 })
  refusals!: number;
  @Count({ example: 1 }) failedSignIns!: number;
}

export class AuditCountsReply {
  @NestedList(AuditDayCounts, { description: 'Each day that was asked for, the first one first' })
  items!: readonly AuditDayCounts[];
}
