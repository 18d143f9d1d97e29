/** Gets claimed jobs to their handlers. The rows decide; a runner only carries. */
export interface Runner {
  start(): void;
  /** There may be new jobs. */
  wake(): void;
  /** Hands out nothing more and takes nothing more in; what runs goes on. */
  halt(): Promise<void>;
  /** Closes its connections, after `halt` and after the jobs have ended. */
  close(): Promise<void>;
}
