package parallax.compiler.abi;

import java.util.List;
import java.util.Locale;

/**
 * The routines that do what WebAssembly's float instructions say (core 3.0 section 4.3.3) with
 * integers.
 *
 * <p>Floats travel as their bits: f32 as an i32, f64 as an i64. Results are correctly rounded to
 * nearest, ties to even; every result that is a NaN is the positive canonical one ({@code
 * 0x7fc00000}, {@code 0x7ff8000000000000}), which the specification allows whatever the operands
 * are.
 *
 * <p>What is not here is a few integer operations where it stands: absolute value, negation, copied
 * sign, reinterpretation, comparisons, and the checks of conversions that trap. No routine traps.
 *
 * <p>The shape reads {@code operands>results} with one letter each: {@code i} i32, {@code l} i64.
 */
public enum RuntimeFunction {
  F32_ADD("ii>i"),
  F32_SUB("ii>i"),
  F32_MUL("ii>i"),
  F32_DIV("ii>i"),
  F32_SQRT("i>i"),
  F32_MIN("ii>i"),
  F32_MAX("ii>i"),
  F32_CEIL("i>i"),
  F32_FLOOR("i>i"),
  F32_TRUNC("i>i"),
  F32_NEAREST("i>i"),

  F64_ADD("ll>l"),
  F64_SUB("ll>l"),
  F64_MUL("ll>l"),
  F64_DIV("ll>l"),
  F64_SQRT("l>l"),
  F64_MIN("ll>l"),
  F64_MAX("ll>l"),
  F64_CEIL("l>l"),
  F64_FLOOR("l>l"),
  F64_TRUNC("l>l"),
  F64_NEAREST("l>l"),

  // To integers, to the nearest one that there is; NaN to 0.
  I32_TRUNC_SAT_F32_S("i>i"),
  I32_TRUNC_SAT_F32_U("i>i"),
  I32_TRUNC_SAT_F64_S("l>i"),
  I32_TRUNC_SAT_F64_U("l>i"),
  I64_TRUNC_SAT_F32_S("i>l"),
  I64_TRUNC_SAT_F32_U("i>l"),
  I64_TRUNC_SAT_F64_S("l>l"),
  I64_TRUNC_SAT_F64_U("l>l"),

  F32_CONVERT_I32_S("i>i"),
  F32_CONVERT_I32_U("i>i"),
  F32_CONVERT_I64_S("l>i"),
  F32_CONVERT_I64_U("l>i"),
  F64_CONVERT_I32_S("i>l"),
  F64_CONVERT_I32_U("i>l"),
  F64_CONVERT_I64_S("l>l"),
  F64_CONVERT_I64_U("l>l"),

  F32_DEMOTE_F64("l>i"),
  F64_PROMOTE_F32("i>l");

  /** A type that a routine takes or gives. */
  public enum Width {
    I32,
    I64
  }

  private final List<Width> params;
  private final List<Width> results;

  RuntimeFunction(final String shape) {
    final int arrow = shape.indexOf('>');
    this.params = widths(shape.substring(0, arrow));
    this.results = widths(shape.substring(arrow + 1));
  }

  private static List<Width> widths(final String letters) {
    return letters.chars().mapToObj(letter -> letter == 'i' ? Width.I32 : Width.I64).toList();
  }

  /** The name under which it is exported and printed: the constant in lower case. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<Width> params() {
    return params;
  }

  public List<Width> results() {
    return results;
  }
}
