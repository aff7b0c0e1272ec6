/**
 * WASI preview 1: what a program that was compiled for it may ask its host. Input: a function of
 * the table {@link parallax.pvm.host.wasi.WasiFunction}, its arguments and the guest's memory;
 * output: an errno, bytes in that memory, and effects in the {@link
 * parallax.pvm.host.wasi.WasiContext}.
 *
 * <p>This package must not know which engine runs the program, nor how imports are called. Nothing
 * that a guest passes makes it throw: wrong pointers, descriptors and paths are errnos. A guest
 * reaches no file outside the folders that it was given.
 *
 * <p>Begin reading at {@link parallax.pvm.host.wasi.WasiHost}. Source: wasi_snapshot_preview1.witx
 * and typenames.witx.
 */
package parallax.pvm.host.wasi;
