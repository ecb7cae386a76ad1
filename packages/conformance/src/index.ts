export { describeHttpPlatform } from './http/describe-http-platform.js';
export type {
  FastPath,
  HttpCapabilities,
  HttpPlatform,
  PathOptions,
  UploadInterceptors,
} from './http/support/platform.js';
export type { Capability } from './support/capability.js';
export { TEST_CERTIFICATE } from './support/certificate.js';
export { describeWebSocketPlatform } from './ws/describe-web-socket-platform.js';
export { describePortico1, runPortico1Case } from './ws/portico1/describe-portico1.js';
export {
  describePortico1Client,
  type Portico1Client,
  type Portico1ClientOptions,
} from './ws/portico1/describe-portico1-client.js';
export { describePortico1Recovery, runPortico1RecoveryCase } from './ws/portico1/describe-portico1-recovery.js';
export { PORTICO1_CASES, type Portico1Case, type Portico1CaseContext } from './ws/portico1/portico1-cases.js';
export { PORTICO1_RECOVERY_CASES, type Portico1RecoveryCase } from './ws/portico1/recovery-cases.js';
export { RecoveryTestClient, RecoveryTestServer } from './ws/portico1/recovery-test-server.js';
export { type ClientFrame, type ScriptedConnection, ScriptedServer } from './ws/portico1/scripted-server.js';
export {
  describeProcessShutdown,
  type ProcessUnderTest,
  type WorkClient,
} from './ws/process/describe-process-shutdown.js';
export { runWorkProcess, type WorkProcess, type WorkReport } from './ws/process/run-work-process.js';
export { describeRfc6455 } from './ws/rfc6455/describe-rfc6455.js';
export { type ConnectClient, type Place, Refused, type TestClient } from './ws/support/client.js';
export { connectIo } from './ws/support/io-client.js';
export type { WebSocketCapabilities, WebSocketPlatform } from './ws/support/platform.js';
export { type GatewaySetup, type RunningGateways, startGateways } from './ws/support/start-gateways.js';
export { connectWs } from './ws/support/ws-client.js';
