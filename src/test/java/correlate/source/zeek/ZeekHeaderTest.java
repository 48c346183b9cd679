package correlate.source.zeek;

import static correlate.source.zeek.ZeekTsvTest.FIELDS;
import static correlate.source.zeek.ZeekTsvTest.ROW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZeekHeaderTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ';', value = {"\" ,\";\",\"", "\" \\x2c\";\",\"", "\" \\x7c\\x7c\";\"||\"",
        "\"\t\\x09\";\"\t\"", "\" ::\";\"::\"", "\" \\x20\";\" \"", "\" \\xff\";\"\u00ff\"", "\" \\x01\";\"\u0001\""})
    void knowsEverySeparator(String written, String separator) {
        String header = FIELDS.replace("\t", separator);
        // An address and an id are escaped where the separator is one of their signs.
        String text = "#separator" + written + "\n#set_separator" + separator + ";\n" + header + "\n" + ROW.replace("\t", separator);
        Scan scan = Scan.of(new ZeekTsv(), text.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE);
        assertEquals("172.17.0.2 42716", scan.only().orig());
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", scan.only().id());
        assertEquals("SF", scan.connection(0).state());
        assertEquals(List.of(), scan.notices);
    }

    @Test
    void readsAddressesAndIdsThatTheSeparatorMadeZeekEscape() {
        String row = "1.5:fe80\\x3a\\x3a1:5353:ff02\\x3a\\x3afb:5353:udp:1\\x3al7a9beh8+bQe2MRtUW92OFmMMsM=";
        Scan scan = Scan.tsv("#separator \\x3a", "#fields:ts:id.orig_h:id.orig_p:id.resp_h:id.resp_p:proto:community_id", row);
        assertEquals("fe80::1 5353", scan.only().orig());
        assertTrue(scan.only().hasTuple());
        assertEquals("", scan.only().id());                   // the tuple decides; the text as it lies there is no id
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", scan.connection(0).loggedId().toString());
    }

    @Test
    void takesMarksFromTheHeaderAndDefaultsWithoutOne() {
        Scan own = Scan.tsv("#set_separator\t|", "#empty_field\tEMPTY", "#unset_field\tNULL",
                FIELDS + "\ttunnel_parents", ROW.replace("\tssl\t", "\tNULL\t") + "\ta|b", ROW.replace("\tssl\t", "\t-\t") + "\tEMPTY");
        assertFalse(own.connection(0).log().containsKey("service"));
        assertEquals(List.of("a", "b"), own.connection(0).log().get("tunnel_parents"));
        assertEquals("-", own.connection(1).service());
        assertEquals(List.of(), own.connection(1).log().get("tunnel_parents"));
        Scan byDefault = Scan.tsv(FIELDS + "\ttunnel_parents", ROW + "\ta,b", ROW.replace("\tssl\t", "\t(empty)\t") + "\t-");
        assertEquals(List.of("a", "b"), byDefault.connection(0).log().get("tunnel_parents"));
        assertEquals("", byDefault.connection(1).service());
        assertFalse(byDefault.connection(1).log().containsKey("tunnel_parents"));
    }

    @Test
    void startsAnewAtASeparatorLine() {
        Scan scan = Scan.tsv("#separator ,", "#unset_field,NULL", FIELDS.replace('\t', ','), ROW.replace('\t', ','),
                "#close,2020", "#separator \\x09", ROW, FIELDS, ROW.replace("\tssl\t", "\t-\t"));
        assertEquals(List.of(": no #fields line before this row"), scan.reasons);
        assertEquals(2, scan.used.size());
        assertEquals(null, scan.connection(1).service());
    }

    @Test
    void replacesTheColumnsAtAFieldsLineAlone() {
        Scan scan = Scan.tsv(FIELDS, ROW, "#close\t2020", ROW, "#fields\tuid\tts\tproto\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p",
                "C9\t2.5\tudp\t1.1.1.1\t1\t2.2.2.2\t2");
        assertEquals(3, scan.used.size());
        assertEquals("1.1.1.1 1", scan.used.get(2).orig());
        assertEquals("C9", scan.connection(2).uid());
    }

    @Test
    void readsABareLineOfNamesAndAnotherOneLater() {
        String names = FIELDS.substring("#fields\t".length());
        Scan scan = Scan.tsv(names, ROW, names, ROW, "proto\tts\tcommunity_id", "udp\t1.0\t1:l7a9beh8+bQe2MRtUW92OFmMMsM=");
        assertEquals(List.of(2L, 4L, 6L), scan.used.stream().map(u -> u.row().at().line()).toList());
        assertEquals(List.of(), scan.reasons);
        assertEquals(1000000, scan.used.get(2).start());
    }

    @Test
    void doesNotTakeARowForNamesUnderAHeader() {
        Scan scan = Scan.tsv(FIELDS, FIELDS.substring("#fields\t".length()));
        assertEquals(List.of("2 rejected id.orig_h"), scan.events);
    }

    @Test
    void takesTheColumnsOfALogWithoutHeaderFromTheList() {
        Scan scan = Scan.of(new ZeekTsv(List.of("ts", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto")),
                "1.0\t1.1.1.1\t1\t2.2.2.2\t2\tudp\n");
        assertTrue(scan.only().hasTuple());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n\n", "\n### a comment of another program\n", "\n   \n"})
    void readsOverLineEndsBlankLinesAndComments(String end) {
        String text = String.join(end, "#separator \\x09", FIELDS, ROW, ROW, "");
        Scan scan = Scan.of(new ZeekTsv(), text);
        assertEquals(2, scan.used.size());
        assertEquals(List.of(), scan.reasons);
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", scan.used.get(1).id());
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", scan.connection(1).log().get("community_id"));
    }

    @Test
    void passesTheMarkOfUtf8() {
        assertEquals(1, Scan.of(new ZeekTsv(), "\ufeff" + FIELDS + "\n" + ROW).used.size());
    }

    @Test
    void saysWhatIsWrongWithAHeaderLineAndReadsOn() {
        Scan scan = Scan.tsv("#fields ts uid", "#types\ttime", "#separator", "#set_separator\t", FIELDS + "\tuid", ROW + "\tC2");
        assertEquals(List.of("1 #fields: the line has no separator after #fields; it is passed over",
                "2 #types: 1 types for 0 names; types are taken from the names",
                "3 #separator: no separator is given; a tab is assumed",
                "4 #set_separator: no set separator is given; it stays as it was",
                "5 #fields: two columns have one name; the first is taken"), scan.notices);
        Connection c = scan.connection(0);
        assertEquals("CZX3", c.uid());
        assertEquals("CZX3", c.log().get("uid"));
    }

    @Test
    void unescapesOnlyWhatZeekEscapes() {
        assertEquals("a\tb", text("a\\x09b"));
        assertEquals("AB\\xffCD", text("AB\\\\xffCD"));
        assertEquals("-", text("\\x2d"));
        assertEquals("\\x4g", text("\\x4g"));
        assertEquals("\\", text("\\"));
        assertEquals("\\x4", text("\\x4"));
        assertEquals("\\n", text("\\n"));
        assertEquals("é", text("\\xc3\\xa9"));
        assertEquals("#Kaputt", text("\\x23Kaputt"));
    }

    private static String text(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        return ZeekText.text(bytes, 0, bytes.length);
    }
}
