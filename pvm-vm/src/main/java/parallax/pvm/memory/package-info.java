/**
 * The memory of the machine: 2^32 bytes in pages, each inaccessible, readable or writable. Input
 * and output: addresses and values; a forbidden access is a {@link
 * parallax.pvm.memory.MemoryFault}. This package must not know instructions or programs. Source:
 * Gray Paper 0.7.2 section 4 (memory), A.4 (access rules of the machine).
 *
 * <p>Begin reading at {@link parallax.pvm.memory.PagedMemory}.
 */
package parallax.pvm.memory;
