package correlate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000000, 0",
        "0000000000.000000, 0",
        "1582669709.844549, 1582669709844549",
        "1582669709, 1582669709000000",
        "1591367999.3, 1591367999300000",
        "1.9999999, 1999999",
        "22.33, 22330000",
        "-1, -1000000",
        "-0.5, -500000",
        "-1.000001, -1000001",
        "999999999999.999999, 999999999999999999",
        "9.5367431640625e-7, 0",
        "9.5367431640625e-6, 9",
        "1.582669709844549e9, 1582669709844549",
        "1.582669709844549E+09, 1582669709844549",
        "-2.5e0, -2500000",
        "4.9e-324, 0",
        "2020-02-25T22:28:29.844549Z, 1582669709844549",
        "2020-02-25T23:28:29.844549+01:00, 1582669709844549",
        "2020-02-25T23:28:29.844549+0100, 1582669709844549",
        "2020-02-25T15:28:29.844549-0700, 1582669709844549",
        "2020-02-25T22:28:29.8445499Z, 1582669709844549",
        "2020-02-25T22:28:29Z, 1582669709000000",
        "1969-12-31T23:59:59.999999Z, -1",
        "0001-01-01T00:00:00Z, -62135596800000000",
    })
    void readsSecondsAndInstants(String text, long micros) {
        assertEquals(micros, Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.", ".5", "+1", "--1", "1.-5", "1.5.5", " 1", "1 ", "1,5", "abc", "0x10", "NaN",
        "Infinity", "1000000000000", "99999999999999999999999999", "-1000000000000.5", "XXXXXXXXXX.XXXXXX", "\u0661", "1.\u0661",
        "e", "1e", "e5", "1e+", "1e-", "1e++5", "1e5.5", "1e1000", "1e400", "1e12", "1e5e5", ".5e1", "1.e1", "1e\u0665", "1e5 ",
        "T", "2020-02-25T", "2020-02-25T22:28:29", "2020-02-25T22:28:29.844549", "2020-02-25T22:28:29+1", "2020-13-25T22:28:29Z",
        "2020-02-30T22:28:29Z", "2020-02-25T24:28:29Z", "2020-02-25T22:28:29+9900", "+0100", "T+0100", "aT+0100",
        "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "+40000-01-01T00:00:00Z", "2020-02-25T22:28:29Z[UTC]",
        "2020-02-25T22:28:29Z\n", "Tue Feb 25 22:28:29 2020 UTC"})
    void anythingElseIsNoTime(String text) {
        assertEquals(Times.NONE, Times.parse(text));
    }

    @Test
    void neverThrows() {
        Random random = new Random(23);
        String alphabet = "0123456789.-+eETZ:XxX \u0660\n";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "2020-02-25T22:28:29.844549+0100" : "");
            for (int edits = random.nextInt(12); edits > 0; edits--) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            long micros = Times.parse(text.toString());
            assertTrue(micros == Times.NONE || micros > Times.BEFORE_ALL && micros < Times.AFTER_ALL, text::toString);
        }
    }

    @Test
    void aHostileNumberCostsNoMemory() {
        assertEquals(Times.NONE, Times.parse("1e999999999"));
        assertEquals(Times.NONE, Times.parse("1e-999999999"));
        assertEquals(Times.NONE, Times.parse("9".repeat(1 << 20)));
        assertEquals(Times.NONE, Times.parse("9".repeat(1 << 20) + "e5"));
        assertEquals(1_000_000, Times.parse("1." + "0".repeat(1 << 20)));
    }

    @Test
    void printsIsoInUtcWithMicroseconds() {
        assertEquals("2020-02-25T22:28:29.844549Z", Times.iso(1_582_669_709_844_549L));
        assertEquals("1970-01-01T00:00:00.000000Z", Times.iso(0));
        assertEquals("1969-12-31T23:59:59.999999Z", Times.iso(-1));
        assertEquals("0001-01-01T00:00:00.000000Z", Times.iso(-62_135_596_800_000_000L));
    }

    @Test
    void printsSeconds() {
        assertEquals("0.000000", Times.seconds(0));
        assertEquals("30.017714", Times.seconds(30_017_714));
        assertEquals("-0.000001", Times.seconds(-1));
        assertEquals("-1.500000", Times.seconds(-1_500_000));
        assertEquals("-9223372036854.775808", Times.seconds(Long.MIN_VALUE));
        assertEquals("9223372036854.775807", Times.seconds(Long.MAX_VALUE));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        Random random = new Random(29);
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong() % (8_000_000_000L * Times.SECOND);
            assertEquals(micros, Times.parse(Times.seconds(micros)));
            assertEquals(micros, Times.parse(Times.iso(micros)));
        }
    }
}
