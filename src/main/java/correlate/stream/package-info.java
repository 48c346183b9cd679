/**
 * The same work, continuously, on Kafka Streams: reads lines from topics, hands them to the sources, the changelog and the
 * judge that the command uses too, and writes what they say. The only package that knows Kafka; nothing but the command
 * {@code stream} loads it.
 */
package correlate.stream;
