package correlate.bench;

/** The empty Java program that start-up is measured against. */
public final class Empty {
    private Empty() {
    }

    public static void main(String[] args) {
    }
}
