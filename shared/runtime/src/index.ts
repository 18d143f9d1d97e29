export { AppError, defineErrors } from './app-error.ts';
export type { AppErrorOptions, ErrorKind, ErrorTable, FieldError, ErrorFactory } from './app-error.ts';
export { systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { ConfigError, readConfig } from './config.ts';
export type { ConfigProblem, Environment } from './config.ts';
export {
  flagVariable,
  listVariable,
  textVariable,
  urlVariable,
  wholeNumberVariable,
} from './config-variables.ts';
export { createLog } from './log.ts';
export type { Log, LogLevel, LogOptions } from './log.ts';
export { createMetrics } from './metrics.ts';
export type { MetricOptions, Metrics } from './metrics.ts';
export { createSecretBox } from './secret-box.ts';
export type { SecretBox } from './secret-box.ts';
export { createShutdown } from './shutdown.ts';
export type { Shutdown } from './shutdown.ts';
export { uuidv7 } from './uuid-v7.ts';
