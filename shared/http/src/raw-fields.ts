/** A body or a query as it came. */
export interface RawFields<Value = unknown> {
  readonly value: Value;
  /** JSON pointers of the fields that were given more than once: whichever value counted, another would be lost. */
  readonly repeated: readonly string[];
}
