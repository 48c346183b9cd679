/**
 * Benchmarks and accuracy, apart from the program and its tests: makes logs with known truth, measures commands, and scores
 * findings. Written from the log formats alone; of the program it uses only {@code correlate.model.Address}, so that a
 * mistake of the program cannot hide in its own yardstick.
 */
package correlate.bench;
