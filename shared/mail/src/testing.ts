export { startSmtpPeer } from './smtp-peer.ts';
export type { SmtpPeer, SmtpPeerBehaviour } from './smtp-peer.ts';
export { readWholeOutbox } from './whole-outbox.ts';
