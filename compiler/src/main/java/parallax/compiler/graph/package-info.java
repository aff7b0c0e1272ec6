/**
 * Algorithms on graphs whose nodes are numbers. Input and output are arrays; it knows no stage and
 * no data of any. Begin with {@link parallax.compiler.graph.Dominators}.
 */
package parallax.compiler.graph;
