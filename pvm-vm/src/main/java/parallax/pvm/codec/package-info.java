/**
 * Instructions as values, and their way from and to bytes. Input: code bytes and the bitmask that
 * marks where instructions start. Output: {@link parallax.pvm.codec.Instruction}.
 *
 * <p>One decoder and one encoder per operand layout, none per instruction. This package must not
 * know the containers that code travels in, nor memory or machines. Source: Gray Paper 0.7.2 A.2
 * and A.5.
 *
 * <p>Begin reading at {@link parallax.pvm.codec.Instruction}.
 */
package parallax.pvm.codec;
