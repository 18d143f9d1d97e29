export { rawRequest } from './raw-request.ts';
export { authorizeAs, testActor } from './test-actor.ts';
export { startTestServer } from './test-server.ts';
export type { TestServer, TestServerOptions } from './test-server.ts';
