package correlate.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private static final String LOG = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n1.0\tC1\n";
    private static final String UTF16 = "it is UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8";
    private static final String CAPTURE = "it is a packet capture, not a log; run: zeek -r FILE, and give the conn.log that this writes";
    private static final String BINARY = "it is binary data, not a text log; check the path";

    @Test
    void saysThatAFileIsEmpty() {
        assertEquals("it is empty", of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void saysHowToConvertUtf16(String charset) {
        assertEquals(UTF16, of(LOG.getBytes(Charset.forName(charset))));
    }

    @Test
    void saysHowToMendLinesThatEndInCarriageReturnsAlone() {
        assertEquals("its lines end in carriage returns alone; convert it with: mac2unix -n FILE FILE.txt",
                of(LOG.replace('\n', '\r')));
        assertNull(of(LOG.replace("\n", "\r\n")));
        assertNull(of("#separator \\x09\r"), "perhaps the first half of a pair");
        assertEquals(of(LOG.replace('\n', '\r')), of("{\"ts\":1}\r{\"ts\":2}\r"));
        assertNull(of("{\r\"ts\":1,\r\"uid\":\"C1\"\r}\r"), "white space in JSON");
    }

    @Test
    void saysThatAFileIsAllZeros() {
        assertEquals("it holds nothing but zero bytes, as after a crash or a failed copy; fetch it again", of(new byte[65536]));
    }

    @Test
    void saysToUnpackATar() {
        byte[] tar = new byte[1024];
        System.arraycopy("conn.log".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 8);
        System.arraycopy("ustar\0".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 6);
        assertEquals("it is a tar archive; unpack it first and give the folder", of(tar));
    }

    @Test
    void saysToUnpackAZip() {
        assertEquals("it is a zip archive; unpack it first and give the folder", of("PK\u0003\u0004rest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d4c3b2a1020004", "a1b2c3d4000200", "4d3cb2a1020004", "a1b23c4d000200", "0a0d0d0a1c0000"})
    void saysToRunZeekOnACapture(String hex) {
        assertEquals(CAPTURE, of(HexFormat.of().parseHex(hex)));
    }

    @Test
    void knowsOtherThingsThatAreNoLogs() {
        assertEquals("it is a program, not a log; check the path", of("\u007fELF\u0002\u0001"));
        assertEquals("it is a database, not a log; check the path", of("SQLite format 3\0\u0010"));
        assertEquals("it is a Windows event log, which is not read here; check the path", of("ElfFile\0\0"));
        assertEquals("it is compressed with lz4, which is not read here; unpack it first",
                of(HexFormat.of().parseHex("04224d186440")));
        assertEquals("it is compressed twice; unpack it once first", of(HexFormat.of().parseHex("1f8b080000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>\n<html>", "\n  <HTML><body>Login", "\ufeff<html lang=en>"})
    void saysThatAFileIsAWebPage(String page) {
        assertEquals("it is a web page, perhaps a login or an error page saved in the log's place; fetch the log again", of(page));
    }

    @Test
    void takesNoiseForBinary() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            noise[0] = (byte) (0x80 | i);       // no known beginning
            assertEquals(BINARY, of(noise));
            for (int j = 0; j < noise.length; j++) {
                noise[j] = noise[j] == 0 ? 1 : noise[j];
            }
            assertEquals(BINARY, of(noise));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LOG, "{\"ts\":1.0}\n", "\ufeff{\"ts\":1.0}\n", "x", "<134>Jan  1 host osquery: {}\n",
        "\u001b[0mcoloured\n", "#separator \\x01\n#fields\u0001a\u0001b\n1\u00012\u00013\u00014\u00015\u00016\u00017\u00018\n",
        "Процесс на русском языке без единого латинского знака\n", "日本語のログ\n"})
    void takesLogsForLogs(String log) {
        assertNull(of(log));
    }

    @Test
    void takesLatin1AndAZeroedTailForLogs() {
        assertNull(of("Gerät über Kühlung\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertNull(of(LOG + "\0".repeat(500)));
    }

    private static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String of(byte[] head) {
        return Content.notALog(head, head.length);
    }
}
