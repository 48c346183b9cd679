package correlate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    /** The right column follows RFC 5952, section 4 and 5; several rows are its own examples. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.0.0.1, 10.0.0.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:0, ::",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:DB8:AAAA:bbbb:Cccc:dddd:EEEE:1, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:0:0:2:0:0:0:0, 1:0:0:2::",
        "0:0:0:1::, 0:0:0:1::",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::1.2.3.4, ::102:304",
        "1::2:3:4:5:1.2.3.4, 1:0:2:3:4:5:102:304",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::ffff:a00:1, 10.0.0.1",
        "0:0:0:0:0:FFFF:10.0.0.1, 10.0.0.1",
        "::ffff:0:10.0.0.1, ::ffff:0:a00:1",
        "fe80::1%eth0, fe80::1",
        "fe80::1%25, fe80::1",
        "fe80::1%a%b, fe80::1",
        "::%0, ::",
    })
    void readsEveryFormAndPrintsTheShortOne(String text, String printed) {
        Address address = Address.parse(text);
        assertNotNull(address);
        assertEquals(printed, address.toString());
        assertEquals(address, Address.parse(printed));
        assertEquals(address, PlainAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "(empty)", "localhost", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3",
        "1.2.3.256", "1.2.3.1000", "1.2.3.4 ", " 1.2.3.4", "01.2.3.4", "1.2.3.00", "1.2.3.04", "1.2.3.4%eth0", "1.2.3.a", "0x1.2.3.4",
        "+1.2.3.4", "1.2.3.-4", "1.2.3.4/24", "1.2.3.4:80", "1,2,3,4", "16909060",
        ":", ":::", "::::", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:", "1::2::3", "1:::2", "::1::", "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8::",
        "12345::", "::12345", "::g", "::-1", "[::1]", "::1/64", "::1 ", " ::1", "%", "%eth0", "1%eth0", "::1%", "::%",
        "::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "::1.2.3.4:5", "::1.2.3.4::", "1.2.3.4::", "::.1.2.3", "::1..2.3", "::01.2.3.4",
        "::a.2.3.4", "::1234.1.1.1", "::1.2.3.", "1:2:3:4:5:6:7:1.2.3.4", "1::2:3:4:5:6:1.2.3.4", "::1:2:3:4:5:6:1.2.3.4",
        "::ffff:1.2.3.4.", "\u0661.2.3.4", "::\uff11", "1.2.3.4\0", "::1\n"})
    void refusesWhatIsNoAddress(String text) {
        assertNull(Address.parse(text));
        assertNull(PlainAddress.parse(text));
    }

    @Test
    void agreesWithItsPlainTwinOnDamagedAddresses() {
        Random random = new Random(17);
        String alphabet = "0123456789abcdefABCDEF::::....%g- /";
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "" : written(random));
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, c);
                    case 1 -> text.delete(at, Math.min(at + 1 + random.nextInt(3), text.length()));
                    default -> text.replace(at, Math.min(at + 1, text.length()), String.valueOf(c));
                }
            }
            Address expected = PlainAddress.parse(text.toString());
            assertEquals(expected, Address.parse(text.toString()), text::toString);
            assertEquals(expected, amidst(random, alphabet, text.toString()), text::toString);
            valid += expected == null ? 0 : 1;
        }
        assertTrue(valid > 50_000 && valid < 150_000, "the mixture tests little: " + valid);
    }

    /** Read from the middle of other bytes. */
    private static Address amidst(Random random, String alphabet, String text) {
        StringBuilder around = new StringBuilder();
        while (around.length() < 40) {
            around.append(random.nextInt(3) == 0 ? '\t' : alphabet.charAt(random.nextInt(alphabet.length())));
        }
        int from = random.nextInt(5);
        around.insert(from, text).setLength(from + text.length() + random.nextInt(20));
        AddressParser parser = new AddressParser();
        return parser.parse(around.toString().getBytes(StandardCharsets.UTF_8), from, from + text.length())
                ? new Address(parser.high, parser.low) : null;
    }

    /** {@code InetAddress} sees only what the plain twin has found to be a literal, so it asks no name server. */
    @Test
    void agreesWithThePlatformOnLiterals() throws UnknownHostException {
        Random random = new Random(19);
        for (int i = 0; i < 20_000; i++) {
            String text = written(random);
            byte[] expected = InetAddress.getByName(text).getAddress();
            Address address = PlainAddress.parse(text);
            assertNotNull(address, text);
            assertEquals(address, Address.parse(text));
            ByteBuffer bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).flip();
            assertEquals(ByteBuffer.wrap(expected), address.isV4() ? bytes.position(12) : bytes, text);
            assertEquals(address, Address.parse(address.toString()), text);
        }
    }

    @Test
    void readsOnlyItsPartOfTheBytes() {
        byte[] bytes = "9910.0.0.19:::1:".getBytes(StandardCharsets.US_ASCII);
        AddressParser parser = new AddressParser();
        assertTrue(parser.parse(bytes, 2, 10));
        assertEquals("10.0.0.1", new Address(parser.high, parser.low).toString());
        assertTrue(parser.parse(bytes, 12, 15));
        assertEquals("::1", new Address(parser.high, parser.low).toString());
        assertFalse(parser.parse(bytes, 12, 16));
        assertFalse(parser.parse(bytes, 5, 5));
        assertTrue(parser.parse(bytes, 12, 14), "ends at the end of its part");
        assertEquals("::", new Address(parser.high, parser.low).toString());
    }

    @Test
    void knowsItsKind() {
        assertTrue(Address.parse("::ffff:1.2.3.4").isV4());
        assertFalse(Address.parse("::1.2.3.4").isV4());
        assertTrue(Address.parse("0.0.0.0").isUnspecified());
        assertTrue(Address.parse("::").isUnspecified());
        assertFalse(Address.parse("0.0.0.1").isUnspecified());
        assertTrue(Address.parse("127.255.0.1").isLoopback());
        assertTrue(Address.parse("::1").isLoopback());
        assertFalse(Address.parse("128.0.0.1").isLoopback());
        assertFalse(Address.parse("::7f00:1").isLoopback());
    }

    @Test
    void knowsPrivateNetworksToTheirBounds() {
        for (String inside : List.of("10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255",
                "100.64.0.0", "100.127.255.255", "fc00::", "fdff:ffff::1", "::ffff:10.0.0.1")) {
            assertTrue(Address.parse(inside).isPrivate(), inside);
        }
        for (String outside : List.of("9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
                "100.63.255.255", "100.128.0.0", "fbff::", "fe00::", "::a00:1", "2001:db8::1")) {
            assertFalse(Address.parse(outside).isPrivate(), outside);
        }
    }

    @Test
    void ordersByFamilyAndThenByUnsignedBytes() {
        List<String> ordered = List.of("0.0.0.0", "1.2.3.4", "128.0.0.1", "255.255.255.255", "::", "::1", "::ffff:ffff",
                "::1:0:0:0:0", "2001:db8::", "2001:db8::8000:0:0:0", "ff02::fb");
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                assertEquals(Integer.compare(i, j), Integer.signum(
                        Address.parse(ordered.get(i)).compareTo(Address.parse(ordered.get(j)))));
            }
        }
    }

    /** A literal in one of the forms that people and programs write. */
    private static String written(Random random) {
        if (random.nextInt(3) == 0) {
            return dotted(random);
        }
        StringBuilder text = new StringBuilder();
        boolean endsDotted = random.nextInt(6) == 0;
        int groups = endsDotted ? 6 : 8;
        int gapFrom = random.nextBoolean() ? random.nextInt(groups) : -1;
        int gapTo = gapFrom < 0 ? -1 : gapFrom + 1 + random.nextInt(groups - gapFrom);
        for (int i = 0; i < groups; i++) {
            if (i >= gapFrom && i < gapTo) {
                i = gapTo - 1;
                text.append("::");
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            String hex = Integer.toHexString(random.nextInt(4) == 0 ? 0 : random.nextInt(0x10000));
            text.append("0".repeat(random.nextInt(5 - hex.length())))
                    .append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
        }
        if (endsDotted) {
            text.append(text.charAt(text.length() - 1) == ':' ? "" : ":").append(dotted(random));
        }
        return text.toString();
    }

    private static String dotted(Random random) {
        return random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(3) + "." + random.nextInt(256);
    }
}
