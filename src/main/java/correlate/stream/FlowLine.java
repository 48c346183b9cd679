package correlate.stream;

/**
 * One row of a connection on its way to its Community ID.
 *
 * @param source the kind of log, as findings name it
 * @param fold rows of one id with one fold key are one connection
 * @param start first packet, µs since 1970
 * @param end last packet
 * @param sided whether the row names both ends
 * @param origIsFirst whether the originator is the end that the tuple names first
 * @param rank of the rows of one connection the first with the highest says which end is the originator
 * @param line the row as it came
 * @param topic and partition where it stood, as {@code topic-partition}
 * @param offset of the row there
 */
public record FlowLine(String source, long fold, long start, long end, boolean sided, boolean origIsFirst, int rank,
        byte[] line, String topic, long offset) {

    Wire write(Wire wire) {
        return wire.text(source).varying(fold).varying(start).varying(end).flag(sided).flag(origIsFirst).varying(rank)
                .bytes(line).text(topic).varying(offset);
    }

    static FlowLine read(Wire.Reader in) {
        return new FlowLine(in.text(), in.varying(), in.varying(), in.varying(), in.flag(), in.flag(),
                (int) in.varying(), in.bytes(), in.text(), in.varying());
    }

    /** All but the row itself. */
    FlowLine withoutBytes() {
        return new FlowLine(source, fold, start, end, sided, origIsFirst, rank, null, topic, offset);
    }
}
