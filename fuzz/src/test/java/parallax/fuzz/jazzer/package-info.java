/**
 * Jazzer targets, one for each class, since Jazzer fuzzes one method of a JVM. They only call the
 * checks of {@code parallax.fuzz.check}, count, write down what was found, and fail.
 */
package parallax.fuzz.jazzer;
