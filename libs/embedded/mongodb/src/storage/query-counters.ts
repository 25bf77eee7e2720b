/** How the queries of a server found what they looked for, since it started. */
export type QueryCounters = {
  /** Queries that went through a whole collection. */
  collectionScans: number;
  /** Queries whose result was put in order in memory. */
  sorts: number;
  /** Documents that were looked at. */
  documents: number;
};
