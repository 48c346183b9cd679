package correlate.source.zeek;

/** What the {@code #types} of a TSV log mean for reading a value and for printing it. */
enum ZeekType {
    BOOL, NUMBER, INT, COUNT, PORT, ADDR, CONTAINER, TEXT;

    /** The type of that name; one that is not known is text. */
    static ZeekType of(String name) {
        return switch (name) {
            case "bool" -> BOOL;
            case "time", "interval", "double" -> NUMBER;
            case "int" -> INT;
            case "count" -> COUNT;
            case "port" -> PORT;
            case "addr" -> ADDR;
            default -> isContainer(name) ? CONTAINER : TEXT;
        };
    }

    /** Whether values of the type are several: {@code set[string]}, {@code vector[double]}, {@code table[string]} of Bro. */
    private static boolean isContainer(String name) {
        return name.endsWith("]") && (name.startsWith("set[") || name.startsWith("vector[") || name.startsWith("table["));
    }

    /** Whether good values of the type are numbers. */
    boolean isNumber() {
        return this == NUMBER || this == INT || this == COUNT || this == PORT;
    }
}
