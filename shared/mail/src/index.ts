export { prepareBulkMail } from './bulk-mail.ts';
export type { BulkMail, BulkMailSource, BulkRecipient } from './bulk-mail.ts';
export { createBulkTransport } from './bulk-transport.ts';
export type { BulkTransport, BulkTransportOptions, RawMail } from './bulk-transport.ts';
export { createDkimSigner, dkimRecord, generateDkimKey } from './dkim.ts';
export type { DkimSigner } from './dkim.ts';
export type { MailingList, WayOut } from './list-headers.ts';
export { fillPieces } from './mail-pieces.ts';
export type { MailPiece, PieceContext } from './mail-pieces.ts';
export { createMail } from './mail.ts';
export type { Mail, MailOptions } from './mail.ts';
export { MailSourceError } from './check-compiled.ts';
export { MailDelayedError, MailRefusedError } from './mail-errors.ts';
export { createMailCompiler } from './mail-compiler.ts';
export type {
  CompiledSource,
  MailCompiler,
  MailCompilerOptions,
  MjmlError,
  SourceCompiler,
} from './mail-compiler.ts';
export { decodeReferences, htmlTokens } from './html-tokens.ts';
export type { HtmlAttribute, HtmlToken } from './html-tokens.ts';
export { mailFrame } from './mail-frame.ts';
export type { MailContent } from './mail-frame.ts';
export { isMailAddress, parseMailbox } from './mailbox.ts';
export type { Mailbox } from './mailbox.ts';
export type { MailMessage } from './message.ts';
export { leaveCanaryCopy } from './outbox-canary.ts';
export { deleteOutboxMails, listOutbox, readOutboxMail } from './outbox-folder.ts';
export type { OutboxEntry, OutboxMail } from './outbox-folder.ts';
export { freemailDomains, recipientDigest } from './recipient-digest.ts';
export type { RecipientDigest } from './recipient-digest.ts';
export { rememberCompiled } from './remember-compiled.ts';
export { template } from './template.ts';
export type { MailTemplate, MailTemplateSource, RenderedMail } from './template.ts';
export { mailProviderOf, mailProviders } from './returns/mail-provider.ts';
export type { MailProvider } from './returns/mail-provider.ts';
export { mailboxPlace } from './returns/mailbox-place.ts';
export type { ReturnMailboxPlace } from './returns/mailbox-place.ts';
export { judgeReturn } from './returns/judge-return.ts';
export { operatorAdvice } from './returns/operator-advice.ts';
export { readReturn } from './returns/read-return.ts';
export type { ReturnedMail } from './returns/read-return.ts';
export { listenForReturns } from './returns/return-listener.ts';
export type { ArrivedMail, ReturnListener } from './returns/return-listener.ts';
export type { ArrivalLimits } from './returns/arrival-limits.ts';
export { createReturnMailbox, verifyReturnMailbox } from './returns/return-mailbox.ts';
export type { ReturnMailbox } from './returns/return-mailbox.ts';
export type { ReturnReason } from './returns/return-reason.ts';
export { withoutAddresses } from './without-addresses.ts';
