/** `ready` once every view has caught up to where the log was at start. */
export type HealthReply = Readonly<{ ready: boolean; waitingFor?: readonly string[] }>;
