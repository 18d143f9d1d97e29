/**
 * What strangers may send. It refuses nobody for good: whoever is over a limit is answered with 4xx, and an honest server
 * comes again. Each call may throw; that is answered the same way.
 */
export interface ArrivalLimits {
  /** What an address (IP) and its neighbours are known by here. */
  networkOf(address: string): Promise<string>;
  mayConnect(network: string): Promise<boolean>;
  /** Asked of addresses that are accepted. */
  mayWriteTo(network: string, recipient: string): Promise<boolean>;
  /** Somebody named an address that is not accepted. */
  guessed(network: string): Promise<void>;
  /** Of everything that comes over the wire. @param bytes since it was asked last */
  maySendMore(network: string, bytes: number): Promise<boolean>;
}
