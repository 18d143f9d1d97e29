export type { Bus } from './bus.ts';
export { createBus } from './create-bus.ts';
export type { Counter, CounterHit, Counters } from './counters.ts';
export { createCounters } from './create-counters.ts';
export { connectRedis } from './redis-connection.ts';
