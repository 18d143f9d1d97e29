export { CallbackReceipt, CallbackSlots } from './callback-receipt.ts';
export { CallbackRequest } from './callback-request.ts';
export { ContactMessage } from './contact-message.ts';
export { ContactReceipt } from './contact-receipt.ts';
export { linkRequest, RefusedLinkRequest } from './link-request.ts';
export { NewsletterReceipt, NewsletterSignUp } from './newsletter-sign-up.ts';
export { FieldProblem, Problem } from './problem.ts';
export { PuzzleRefusal, PuzzleResponse } from './puzzle.ts';
export { SiteverifyCode, SiteverifyRequest, SiteverifyResponse } from './siteverify.ts';
