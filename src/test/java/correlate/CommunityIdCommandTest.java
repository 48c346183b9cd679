package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Expected ids are those of formats.md 5.5: corelight/community-id-spec (BSD-3-Clause), zeek/zeek (BSD-3-Clause). */
class CommunityIdCommandTest {
    private static final String TCP = "1:wCb3OG7yAFWelaUydu0D+125CLM=\n";
    private static final String TCP_SEED_1 = "1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=\n";
    private static final String PING = "1:crodRHL2FEsHjbv3UkRrfbs4bZ0=\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "tcp 1.2.3.4 5.6.7.8 1122 3344, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
        "TCP 5.6.7.8 1.2.3.4 3344 1122, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
        "6 1.2.3.4 5.6.7.8 1122 3344, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
        "1.2.3.4 1122 5.6.7.8 3344 tcp, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
        "5.6.7.8 3344 1.2.3.4 1122 6, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
        "--seed 1 tcp 1.2.3.4 5.6.7.8 1122 3344, 1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=",
        "--seed=1 tcp 1.2.3.4 5.6.7.8 1122 3344, 1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=",
        "udp 1.2.3.4 5.6.7.8 1122 3344, 1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg=",
        "sctp 1.2.3.4 5.6.7.8 1122 3344, 1:EKt4MsxuyaE6mL+hmrEkQ9csDD8=",
        "icmp 1.2.3.4 5.6.7.8 8 0, 1:crodRHL2FEsHjbv3UkRrfbs4bZ0=",
        "icmp 1.2.3.4 5.6.7.8 11 0, 1:f/YiSyWqczrTgfUCZlBUnvHRcPk=",
        "icmp6 3ffe:507:0:1:200:86ff:fe05:80da 3ffe:501:4819::42 1 4, 1:jwuBy9UWZK1KUFqJV5cHdVpfrlY=",
        "46 1.2.3.4 5.6.7.8, 1:ikv3kmf89luf73WPz1jOs49S768=",
        "1.2.3.4 0 5.6.7.8 0 46, 1:ikv3kmf89luf73WPz1jOs49S768=",
        "--no-base64 tcp 128.232.110.120 66.35.250.204 34855 80, 1:2d053da9994af81e45dca0e67afea6e4f3226eb8",
        "tcp 2001:470:e5bf:dead:4957:2174:e82c:4887 2607:f8b0:400c:c03::1a 63943 25, 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=",
    })
    void takesTheOrdersOfTheReferenceTool(String args, String id) {
        assertEquals(0, run("", args.split(" ")));
        assertEquals(id + "\n", out.toString());
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO",
        "tcp 1.2.3.4|a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO",
        "tcp 1.2.3.4 5.6.7.8 1|a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO",
        "tcp 1.2.3.4 5.6.7.8|this protocol needs two ports",
        "icmp 1.2.3.4 5.6.7.8|ICMP needs the message's type and code where other protocols have ports",
        "tpc 1.2.3.4 5.6.7.8 1 2|the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255",
        "256 1.2.3.4 5.6.7.8 1 2|the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255",
        "65535 1.2.3.4 5.6.7.8|the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255",
        "1.2.3.4 1 5.6.7.8 2 unknown_transport|the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255",
        "tcp 1.2.3.256 5.6.7.8 1 2|the source is not an IPv4 or IPv6 address",
        "tcp 1.2.3.4 localhost 1 2|the destination is not an IPv4 or IPv6 address",
        "foo 1 5.6.7.8 2 tcp|the source is not an IPv4 or IPv6 address",
        "192.168.1.52 10 foo 53 udp|the destination is not an IPv4 or IPv6 address",
        "tcp 1.2.3.4 5.6.7.8 65536 2|the source port is not a number from 0 to 65535",
        "tcp 1.2.3.4 5.6.7.8 1 http|the destination port is not a number from 0 to 65535",
        "tcp 1.2.3.4 5.6.7.8 +1 2|the source port is not a number from 0 to 65535",
        "--seed 65536 tcp 1.2.3.4 5.6.7.8 1 2|--seed takes a number from 0 to 65535",
        "--seed=-1 tcp 1.2.3.4 5.6.7.8 1 2|--seed takes a number from 0 to 65535",
        "- tcp|a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO",
    })
    void aWrongTupleIsAWrongCommandLine(String args, String message) {
        assertEquals(2, run("", args.isEmpty() ? new String[0] : args.split(" ")));
        assertEquals("", out.toString());
        assertEquals(message + "\n", err.toString());
    }

    @Test
    void everyLineGivesOneLine() {
        assertEquals(0, run("""
                # orig_h\torig_p\tresp_h\tresp_p\tproto
                1.2.3.4\t1122\t5.6.7.8\t3344\ttcp

                tcp 1.2.3.4 5.6.7.8 1122
                  icmp   1.2.3.4  5.6.7.8  8  0 \r
                1.2.3.4 1122 5.6.7.8 70000 tcp
                tcp 1.2.3.4 5.6.7.8 1122 3344""", "-"));
        assertEquals("-\n" + TCP + "-\n-\n" + PING + "-\n" + TCP, out.toString());
        assertEquals("""
                line 4: a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO
                line 6: the destination port is not a number from 0 to 65535
                """, err.toString());
    }

    @Test
    void readsLinesUnderASeedAndPrintsHex() {
        assertEquals(0, run("tcp 1.2.3.4 5.6.7.8 1122 3344\n", "--seed", "1", "-"));
        assertEquals(TCP_SEED_1, out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("tcp 128.232.110.120 66.35.250.204 34855 80\n", "--no-base64", "-"));
        assertEquals("1:2d053da9994af81e45dca0e67afea6e4f3226eb8\n", out.toString());
    }

    @Test
    void noLinesGiveNoLines() {
        assertEquals(0, run("", "-"));
        assertEquals("", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstTuple() {
        assertEquals(0, run("\ufefftcp 1.2.3.4 5.6.7.8 1122 3344\n", "-"));
        assertEquals(TCP, out.toString());
    }

    @Test
    void hostileLinesAreRefusedAndNeverEchoed() {
        assertEquals(0, run("\u001b[2Jtcp 1.2.3.4 5.6.7.8 1 2\n\0\n" + "x".repeat(5000)
                + "\n" + " ".repeat(4090) + "tcp 1.2.3.4 5.6.7.8 1122 3344\n1.2.3.4 1122 5.6.7.8 3344 tcp\n", "-"));
        assertEquals("-\n-\n-\n-\n" + TCP, out.toString());
        assertEquals("""
                line 1: the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255
                line 2: a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO
                line 3: the line is too long for a tuple
                line 4: the line is too long for a tuple
                """, err.toString());
    }

    /** An endless line: a stream of 256 MiB without a line end, of which nothing may be kept. */
    @Test
    void anEndlessLineCostsNoMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1 << 28;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                int n = (int) Math.min(left, count);
                java.util.Arrays.fill(bytes, from, from + n, (byte) 'x');
                left -= n;
                return n == 0 ? -1 : n;
            }
        };
        TupleLines lines = new TupleLines(endless, Writer.nullWriter());
        assertTrue(lines.next());
        assertTrue(lines.isTooLong());
        assertEquals(4096, lines.words().get(0).length());
        assertFalse(lines.next());
    }

    @Test
    void whatIsKnownIsPrintedBeforeItWaitsForMore() {
        StringBuilder seen = new StringBuilder();
        String first = "tcp 1.2.3.4 5.6.7.8 1122 3344\n";
        StringWriter flushed = new StringWriter();
        Writer late = new java.io.BufferedWriter(flushed);
        InputStream slow = new InputStream() {
            private int reads;

            @Override
            public int read() {
                throw new AssertionError("reads in blocks");
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                seen.append(flushed).append('|');
                byte[] line = first.getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(line, 0, bytes, from, line.length);
                return reads++ < 2 ? line.length : -1;
            }
        };
        new CommandLine(new CommunityIdCommand(slow, late, new PrintWriter(err))).execute("-");
        assertEquals("|" + TCP + "|" + TCP + TCP + "|", seen.toString());
    }

    @Test
    void saysThatIcmpOverIpv6HasItsOwnName() {
        assertEquals(0, run("icmp fe80::1 fe80::2 128 0\nfe80::2 3 fe80::1 1 icmp\n", "-"));
        assertEquals(2, out.toString().lines().count());
        assertEquals("line 1: note: icmp is protocol 1 here, as for the reference tool; for ICMP over IPv6, which Zeek logs as"
                + " icmp too, say icmp6\n", err.toString());
    }

    @Test
    void saysThatPortsWereLeftOut() {
        assertEquals(0, run("", "46", "1.2.3.4", "5.6.7.8", "7", "9"));
        assertEquals("1:ikv3kmf89luf73WPz1jOs49S768=\n", out.toString());
        assertEquals("note: the id of this protocol covers no ports; those given were left out\n", err.toString());
    }

    @Test
    void helpShowsTheOrdersAndWhatBecomesOfComments() {
        StringWriter help = new StringWriter();
        assertEquals(0, new CommandLine(new CommunityIdCommand(InputStream.nullInputStream(), out, new PrintWriter(err)))
                .setOut(new PrintWriter(help)).execute("--help"));
        assertTrue(help.toString().startsWith("Prints the version 1 Community ID of a tuple.\n"), help::toString);
        assertTrue(help.toString().contains("""
                Usage: correlate community-id [options] PROTO SADDR DADDR [SPORT DPORT]
                       correlate community-id [options] SADDR SPORT DADDR DPORT PROTO
                       correlate community-id [options] -
                """), help::toString);
        assertTrue(help.toString().contains("begin with # give - without a complaint"), help::toString);
    }

    private int run(String input, String... args) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        PrintWriter messages = new PrintWriter(err);
        return new CommandLine(new CommunityIdCommand(in, out, messages))
                .setParameterExceptionHandler((e, words) -> {
                    messages.print(e.getMessage() + "\n");
                    return 2;
                })
                .execute(args);
    }
}
