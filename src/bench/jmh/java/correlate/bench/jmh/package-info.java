/** Benchmarks of the hot classes, one file each: {@code src/bench/run jmh}. */
package correlate.bench.jmh;
