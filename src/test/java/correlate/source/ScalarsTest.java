package correlate.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
    private static byte[] bytes(String text) {
        return ("·" + text + "·").getBytes(StandardCharsets.UTF_8);        // neighbours must not be read
    }

    private static long micros(String text) {
        byte[] bytes = bytes(text);
        return Scalars.micros(bytes, 2, bytes.length - 2);
    }

    private static long iso(String text) {
        byte[] bytes = bytes(text);
        return IsoTime.micros(bytes, 2, bytes.length - 2);
    }

    @Test
    void readsSecondsAsBigDecimalsDo() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            int places = random.nextInt(12);
            BigDecimal seconds = BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000_000L, places).setScale(places);
            if (seconds.precision() - seconds.scale() <= 12) {
                long expected = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
                assertEquals(expected, micros(seconds.toPlainString()), seconds.toPlainString());
                assertEquals(expected, micros(seconds.movePointLeft(3).toPlainString() + "e3"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1.", ".5", "+1", "1.2.3", "1x", "x", "1582669709.84454x", "158266970x.844549", "1e", "1e5x",
        "1234567890123", "1e13", "1e999999999", "nan", "inf", "1 ", " 1", "1582669709/844549", "15826697:9.844549"})
    void takesNothingElseForSeconds(String text) {
        assertEquals(Times.NONE, micros(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.055171", "12345678.123456", "123456789.123456", "1582669709.844549"})
    void takesNothingButDigitsAroundThePoint(String seconds) {
        for (int at = 0; at < seconds.length(); at++) {
            for (char wrong = 0; wrong < 0x80; wrong++) {
                StringBuilder text = new StringBuilder(seconds);
                text.setCharAt(at, wrong);
                if (wrong != 'e' && wrong != 'E') {
                    long expected = text.toString().matches("-?[0-9]{1,12}(\\.[0-9]+)?")
                            ? new BigDecimal(text.toString()).movePointRight(6).longValueExact() : Times.NONE;
                    assertEquals(expected, micros(text.toString()), text.toString());
                }
            }
        }
    }

    @Test
    void readsPortsAsPlainJavaDoes() {
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            byte[] port = String.valueOf(random.nextInt(100_000)).getBytes(StandardCharsets.US_ASCII);
            if (random.nextInt(3) == 0) {
                port[random.nextInt(port.length)] = (byte) random.nextInt(256);
            }
            String text = new String(port, StandardCharsets.ISO_8859_1);
            int expected = text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 0xffff ? Integer.parseInt(text) : -1;
            byte[] before = ("1234567" + text).getBytes(StandardCharsets.ISO_8859_1);
            assertEquals(expected, Scalars.port(before, 7, before.length), text);
            byte[] between = (text + "1234567").getBytes(StandardCharsets.ISO_8859_1);
            assertEquals(expected, Scalars.port(between, 0, port.length), text);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "443,443", "65535,65535", "65536,-1", "00080,80", "000080,-1", "-1,-1", "8o,-1", "'',-1"})
    void readsPorts(String text, int port) {
        byte[] bytes = bytes(text);
        assertEquals(port, Scalars.port(bytes, 2, bytes.length - 2));
    }

    @ParameterizedTest
    @CsvSource({"tcp,6", "TCP,6", "Udp,17", "icmp,1", "ICMP,1", "IPv6-ICMP,58", "sctp,132", "6,6", "255,255", "256,-1", "tcq,-1",
        "'',-1", "averylongprotocolname,-1"})
    void readsProtocols(String text, int number) {
        byte[] bytes = bytes(text);
        assertEquals(number, Scalars.protocol(bytes, 2, bytes.length - 2));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-5,-5", "999999999999999999,999999999999999999", "1000000000000000000,-9223372036854775808",
        "1.0,-9223372036854775808", "-,-9223372036854775808"})
    void readsWholeNumbers(String text, long number) {
        byte[] bytes = bytes(text);
        assertEquals(number, Scalars.whole(bytes, 2, bytes.length - 2));
    }

    @Test
    void cutsQuotedTextAfterSixtyBytes() {
        byte[] text = "x".repeat(61).getBytes(StandardCharsets.US_ASCII);
        assertEquals('"' + "x".repeat(60) + "…\"", Scalars.quote(text, 0, 61));
        assertEquals('"' + "x".repeat(60) + '"', Scalars.quote(text, 0, 60));
    }

    @Test
    void readsInstantsAsJavaTimeDoes() {
        Random random = new Random(8);
        for (int i = 0; i < 30_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong() % 60_000_000_000L, random.nextInt(1_000_000) * 1000L);
            ZoneOffset zone = ZoneOffset.ofTotalSeconds(random.nextInt(36 * 60 + 1) * 60 - 18 * 3600);
            OffsetDateTime time = instant.atOffset(zone);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                String text = String.format("%04d-%02d-%02dT%02d:%02d:%02d.%06d", time.getYear(), time.getMonthValue(),
                        time.getDayOfMonth(), time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / 1000);
                long expected = instant.getEpochSecond() * Times.SECOND + instant.getNano() / 1000;
                assertEquals(expected, iso(text + zone.getId()), text + zone);
                assertEquals(expected, iso(text + zone.getId().replace(":", "")), text + zone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00:00Z,0", "1969-12-31T23:59:59.6Z,-400000", "2020-02-29t00:00:00.1234567z,1582934400123456",
        "2020-02-25T23:28:29+01,1582669709000000"})
    void readsRarerFormsOfInstants(String text, long micros) {
        assertEquals(micros, iso(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2020-02-25T22:28:29", "2020-02-25 22:28:29Z", "2019-02-29T00:00:00Z", "2020-13-01T00:00:00Z",
        "2020-00-01T00:00:00Z", "2020-01-32T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z", "2020-01-01T00:00:00.Z",
        "2020-01-01T00:00:00+1", "2020-01-01T00:00:00+25:00", "2020-01-01T00:00:00+0160", "2020-01-01T00:00:00+01.00", "XXXX-XX-XXTXX:XX:XXZ"})
    void takesNothingElseForAnInstant(String text) {
        assertEquals(Times.NONE, iso(text));
    }
}
