package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StandardOutputTest {

    @Test
    void writesUtf8WhateverThePlatformSays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = StandardOutput.open(bytes)) {
            out.write("東京 😀");
        }
        assertEquals("東京 😀", bytes.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void everyReportTellsThatNobodyReads(OutputFormat format) {
        Writer out = StandardOutput.open(failing("Broken pipe"));
        Report report = Report.open(format, out, Reports.PLAIN);

        var error = assertThrows(UncheckedIOException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                report.add(Findings.full());
            }
        });
        assertInstanceOf(ClosedPipe.class, error.getCause());
        assertThrows(ClosedPipe.class, out::flush);
    }

    @Test
    void aFullDiskIsAnotherMatter() throws IOException {
        Writer out = StandardOutput.open(failing("No space left on device"));
        out.write("x");

        var error = assertThrows(IOException.class, out::flush);
        assertEquals("standard output cannot be written: No space left on device", error.getMessage());
        assertEquals(IOException.class, error.getClass());
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
