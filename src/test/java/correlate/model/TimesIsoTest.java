package correlate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesIsoTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000000Z",
        "-1, 1969-12-31T23:59:59.999999Z",
        "1582669709844549, 2020-02-25T22:28:29.844549Z",
        "1582934400000000, 2020-02-29T00:00:00.000000Z",
        "253402300799999999, 9999-12-31T23:59:59.999999Z",
        "253402300800000000, +10000-01-01T00:00:00.000000Z",
        "-62167219200000000, 0000-01-01T00:00:00.000000Z",
        "-62167219200000001, -0001-12-31T23:59:59.999999Z"})
    void writesTimesOfAllKinds(long micros, String text) {
        assertEquals(text, Times.iso(micros));
    }

    @Test
    void agreesWithTheFormatterOfTheJdk() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            long micros = random.nextLong() >> random.nextInt(40);
            String expected = FORM.format(LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L),
                    (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC));
            assertEquals(expected, Times.iso(micros));
        }
    }
}
