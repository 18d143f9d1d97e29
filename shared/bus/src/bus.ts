/**
 * Publish and subscribe, as a hint only: a message may be lost and nobody may depend on its arrival. Whoever
 * listens also looks for itself from time to time.
 */
export interface Bus {
  /**
   * Tells every subscriber of `channel`, in this process and (with Redis) in the others. Never throws and never waits
   * longer than a quarter of a second: with Redis down only this process hears the message.
   */
  publish(channel: string, message: string): Promise<void>;
  /**
   * Calls `handler` for each message from now on; a handler that throws is logged and stays subscribed.
   * @returns a function that ends the subscription; calling it twice is harmless.
   */
  subscribe(channel: string, handler: (message: string) => void): Promise<() => Promise<void>>;
  /** Rejects when Redis is configured and does not answer; always resolves in process. For readiness checks. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
