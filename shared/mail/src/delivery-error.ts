import { MailDelayedError, MailRefusedError } from './mail-errors.ts';

/**
 * What a failure of nodemailer means. Only an answer to this recipient or this message is final; a wrong password or a
 * blocked host is put right one day.
 *
 * @param hasBegun whether any of the text was handed to the server; without it nothing can have arrived
 */
export function deliveryError(error: unknown, { hasBegun = true } = {}): Error {
  const { code, responseCode, response, message, syscall } = factsOf(error);
  if (responseCode >= 500 && aboutMail.has(code)) {
    return new MailRefusedError(responseCode, response, { cause: withoutText(code) });
  }
  const isAboutMail = responseCode >= 400 && responseCode < 500 && aboutMail.has(code);
  return new MailDelayedError(response === '' ? message : response, {
    cause: withoutText(code),
    ...(isAboutMail && { responseCode }),
    isUncertain: hasBegun && responseCode === 0 && broken.has(code) && syscall !== 'connect',
  });
}

const aboutMail = new Set(['EENVELOPE', 'EMESSAGE']);

// nodemailer does not say how far the conversation had come when it broke.
const broken = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EABORT']);

// nodemailer's own error carries recipients and the whole conversation; only its code may travel on.
function withoutText(code: string): Error {
  return new Error(code === '' ? 'unknown' : code);
}

function factsOf(error: unknown) {
  const text = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    code: text('code'),
    responseCode: Number(text('responseCode')),
    response: text('response'),
    message: text('message'),
    syscall: text('syscall'),
  };
}
