package parallax.pvm.translator;

/**
 * Memory has moved under the feet of translated code, which has to be left and entered again.
 * Thrown behind an access that was done already and may be done again.
 */
final class LayoutChange extends RuntimeException {

  LayoutChange() {
    super(null, null, false, false);
  }
}
