export { checkTarget } from './check-target.js';
export type { CheckKind, CheckReason, CheckResult, CheckSettings, Target, TargetSecret } from './target.js';
