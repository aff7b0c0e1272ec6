package parallax.fuzz.pvm;

/** What a case came to that is worth knowing of: the corners that a generator may miss. */
public enum Reached {
  /** A dynamic jump that went on at an entry of the jump table. */
  TABLE_JUMP,
  /** A jump that panicked: no entry, or no block there. */
  REFUSED_JUMP,
  /** An access that began with the first byte of a page. */
  PAGE_START,
  /** An access that ended with the last byte of a page. */
  PAGE_END,
  /** An access to two pages that went well. */
  TWO_PAGES,
  /** A fault by an access that began in a page that was there. */
  FAULT_BEHIND_PAGE,
  /** A fault by an access that ended in a page that was there. */
  FAULT_BEFORE_PAGE,
  /** A store to what may only be read. */
  FAULT_READ_ONLY,
  /** An access to the highest addresses and address 0. */
  WRAPPED_ADDRESS,
  /** A panic by an access below 64 KiB. */
  LOW_ADDRESS,
  /** sbrk that asked where the heap ends. */
  SBRK_ASKED,
  /** sbrk that made the heap larger. */
  SBRK_GREW,
  /** sbrk that could not. */
  SBRK_REFUSED,
  /** A host that made the heap larger. */
  HOST_GREW,
  /** A run that went on behind a host call. */
  CONTINUED_CALL,
  /** A run that repeated an access, since its page is there now. */
  REPEATED_ACCESS,
  /** A run that began where the one before had no gas left. */
  CONTINUED_WITH_GAS,
  /** A run that was begun inside of a block. */
  ENTERED_INSIDE_BLOCK,
  /** A run that was begun where no instruction starts. */
  ENTERED_BETWEEN,
  /** Code that gp-0.8.0 does not run at all. */
  MALFORMED_CODE
}
