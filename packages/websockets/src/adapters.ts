/**
 * What adapters of WebSocket libraries are written with.
 *
 * @packageDocumentation
 */

export { type NumberRule, numberOption, numberOptions } from '@portico/common/internal';
export { AbstractWsAdapter } from './adapter/abstract-ws-adapter.js';
export { codecTable } from './codecs/codec-table.js';
export { createClientId } from './connections/client-id.js';
export { expiryOf } from './connections/disconnect-at.js';
export type { ClientLimits } from './contracts/adapter/client-limits.js';
export type { ClientProtocol } from './contracts/adapter/client-protocol.js';
export type { Expiry } from './contracts/adapter/expiry.js';
export type { GatewayAdapter } from './contracts/adapter/gateway-adapter.js';
export type { Handshake, HandshakeCheck, HandshakeRefusal } from './contracts/adapter/handshake.js';
export type { MessageReceiver } from './contracts/adapter/message-receiver.js';
export type { Admission } from './contracts/adapter/roles/admission.js';
export type { Disconnection } from './contracts/adapter/roles/disconnection.js';
export type { FlowControl } from './contracts/adapter/roles/flow-control.js';
export type { MessageTransport } from './contracts/adapter/roles/message-transport.js';
export type { RoomSupport } from './contracts/adapter/roles/room-support.js';
export type { ServerEndpoints } from './contracts/adapter/roles/server-endpoints.js';
export type {
  RestoredSession,
  RoomAdapter,
  RoomAdapterFactory,
  RoomMember,
  RoomNamespace,
  RoomPacket,
  RoomSelection,
  RoomSession,
} from './contracts/adapter/room-adapter.js';
export type { SessionStart } from './contracts/adapter/session-start.js';
export { jsonOf, SharedEvent, type SharedEventDetails } from './contracts/adapter/shared-event.js';
export { messageReceiverOf, type ReplyingAdapter } from './dispatch/message-receiver-of.js';
export { acknowledgeFailures, type SendFailure } from './exceptions/failure-channel.js';
export { ConnectionLimits } from './handshake/connection-limits.js';
export { pathParametersOf } from './handshake/path-parameters.js';
export { guardRoomAdapter, unsharedEventsOf } from './room-adapters/guard-room-adapter.js';
export { isSharedAdapter } from './room-adapters/is-shared.js';
export { failUpgrade, refuseHandshake } from './servers/end-upgrade.js';
export type { ServerLease, ServerLeaseOptions } from './servers/server-lease.js';
export type { ServerMount } from './servers/server-mount.js';
export type { UpgradeRoute } from './servers/upgrade-route.js';
export { UpgradeRouter } from './servers/upgrade-router.js';
export { type RecoveryLimits, recoveryLimits } from './sessions/recovery-limits.js';
export { type FoundSession, RecoveryMemory } from './sessions/recovery-memory.js';
export { isResumeToken, takeResumeToken } from './sessions/resume-token.js';
export { onlyFirst, runGuarded } from './support/run-guarded.js';
