import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { failureOf, type FailureClass } from './failure.ts';
import type { FindTarget, Target } from './target.ts';

export type PostOutcome =
  | { isDelivered: true; status: number }
  | { isDelivered: false; status: number | null; failure: FailureClass; retryAfter?: string | undefined };

/** Sends one message. Never throws for what the network or the receiver does. */
export type Post = (
  url: string,
  message: { headers: Record<string, string>; body: string },
  signal: AbortSignal,
) => Promise<PostOutcome>;

const timeoutSeconds = 10;
const maxAnswerBytes = 65_536;

/** @param options.timeoutSeconds for all of it: looking up the name, connecting, sending, the answer; 10 when not given */
export function createPost(options: { findTarget: FindTarget; timeoutSeconds?: number }): Post {
  const timeout = (options.timeoutSeconds ?? timeoutSeconds) * 1000;
  return async (url, message, outer) => {
    const late = AbortSignal.timeout(timeout);
    const signal = AbortSignal.any([late, outer]);
    const target = await options.findTarget(url, signal);
    if (typeof target === 'string') return { isDelivered: false, status: null, failure: target };
    try {
      const { status, retryAfter } = await send(target, message, signal);
      const isDelivered = status >= 200 && status <= 299;
      if (isDelivered) return { isDelivered, status };
      const mayPutOff = status === 429 || status === 503;
      return { isDelivered, status, failure: 'status', ...(mayPutOff && { retryAfter }) };
    } catch (error) {
      return { isDelivered: false, status: null, failure: late.aborted ? 'timeout' : failureOf(error) };
    }
  };
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** Redirections are answers like all others: who could redirect us could send us into our own network. */
function send(
  { url, addresses }: Target,
  { headers, body }: { headers: Record<string, string>; body: string },
  signal: AbortSignal,
): Promise<Answer> {
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Foyer-Webhooks',
      accept: '*/*',
    },
    signal,
    // A connection of its own, without the proxy that the environment may name: that would look the name up again.
    agent: false,
    // Pinned: a name that means another address a moment later (DNS rebinding) leads nowhere else.
    lookup: (_hostname, { all }, done) => {
      const [first] = addresses;
      if (all === true) done(null, [...addresses]);
      else done(null, first?.address ?? '', first?.family);
    },
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    let answered: Answer | undefined;
    // What goes wrong after the status is there, a timeout included, does not take the delivery back.
    request.on('error', (error) => (answered === undefined ? reject(error) : resolve(answered)));
    request.once('response', (response) => {
      const { statusCode: status = 0, headers: answerHeaders } = response;
      const answer = { status, retryAfter: answerHeaders['retry-after'] };
      answered = answer;
      void drain(response).then(() => resolve(answer));
    });
    request.end(body);
  });
}

/** Reads the answer away, so that its sender sees no broken connection, but not for ever. The status counts in any case. */
async function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += Buffer.byteLength(chunk);
      if (bytes > maxAnswerBytes) return;
    }
  } catch {
    // It broke off after the status was there.
  }
}
