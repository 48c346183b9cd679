package correlate.bench.jmh;

import correlate.model.AddressParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading one address literal from bytes, by its form. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AddressParserBenchmark {
    /** The literal. */
    @Param({"10.47.8.19", "2607:f8b0:4007:801::200e", "::ffff:172.17.0.2", "not an address"})
    public String literal;

    private final AddressParser parser = new AddressParser();
    private byte[] bytes;

    /** Takes the bytes once, so that only the reading is measured. */
    @Setup
    public void encode() {
        bytes = literal.getBytes(StandardCharsets.UTF_8);
    }

    /** The halves of the address, or 0 for a literal that is none. */
    @Benchmark
    public long parse() {
        return parser.parse(bytes, 0, bytes.length) ? parser.high ^ parser.low : 0;
    }
}
