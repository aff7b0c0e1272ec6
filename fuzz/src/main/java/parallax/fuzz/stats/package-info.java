/**
 * What a fuzzing run did, in numbers: counters, their JSON, merging, and the summary that people
 * read. Knows names and numbers only, neither modules nor engines.
 *
 * <p>Begin with {@link parallax.fuzz.stats.Counters}; {@link parallax.fuzz.stats.Report} is what a
 * target leaves behind, {@link parallax.fuzz.stats.SummaryMain} what the build prints of it.
 */
package parallax.fuzz.stats;
