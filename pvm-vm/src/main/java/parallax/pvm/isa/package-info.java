/** The PVM instruction set: one table, both numberings. */
package parallax.pvm.isa;
