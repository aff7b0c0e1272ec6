package parallax.corpus.program;

/** Where in a file of programs the reader is; an index is -1 outside of programs or steps. */
record Place(String source, int program, int step) {
  ProgramFormatException error(final String text) {
    return new ProgramFormatException(source, program, step, text);
  }

  /** Some JSON for a message, cut short. */
  static String shorten(final Object json) {
    final String text = String.valueOf(json);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
