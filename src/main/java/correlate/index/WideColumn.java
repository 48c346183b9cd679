package correlate.index;

/**
 * A growing column of longs whose upper halves hardly differ from one to the next: places in a file, times, inodes. So a value
 * takes four bytes, by the rule of {@link IntColumn}.
 */
public final class WideColumn {
    private final IntColumn uppers = new IntColumn();
    private final IntColumn lowers = new IntColumn();

    /** Adds a value at the end. */
    public void add(long value) {
        uppers.add((int) (value >>> 32));
        lowers.add((int) value);
    }

    /** The value at a place. */
    public long get(int i) {
        return (long) uppers.get(i) << 32 | lowers.get(i) & 0xffffffffL;
    }

    /** Changes the value at a place. */
    public void set(int i, long value) {
        uppers.set(i, (int) (value >>> 32));
        lowers.set(i, (int) value);
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return uppers.bytes() + lowers.bytes();
    }
}
