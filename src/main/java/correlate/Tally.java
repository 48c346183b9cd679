package correlate;

/** What became of the rows of one file: each is exactly one of used, used in part, passed over and rejected. */
final class Tally {
    long used;
    long inPart;
    long passedOver;
    long rejected;

    void add(Tally other) {
        used += other.used;
        inPart += other.inPart;
        passedOver += other.passedOver;
        rejected += other.rejected;
    }

    long rows() {
        return used + inPart + passedOver + rejected;
    }
}
