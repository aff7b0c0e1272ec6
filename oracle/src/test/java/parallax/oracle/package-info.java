/** Whole-oracle tests: known answers, peers, programs in programs, bad input. */
package parallax.oracle;
