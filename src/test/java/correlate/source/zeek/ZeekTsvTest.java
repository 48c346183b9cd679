package correlate.source.zeek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.NumberText;
import correlate.model.Times;
import correlate.source.RowSink;
import correlate.source.zeek.Scan.Used;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZeekTsvTest {
    static final String FIELDS = "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\tconn_state\tcommunity_id";
    static final String ROW = "1582669709.844549\tCZX3\t172.17.0.2\t42716\t13.227.76.23\t443\ttcp\tssl\t30.017714\tSF\t1:l7a9beh8+bQe2MRtUW92OFmMMsM=";

    /** The conn.log of the Fleet guide "Correlate network connections with community ID in osquery" (MIT), rows as printed. */
    private static final String[] ARTICLE = {
        "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\tcommunity_id",
        "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]\tstring",
        "1582669704.509068\tCEmnOh4OZTnzaUHWi\t172.17.0.2\t47434\t192.168.65.1\t53\tudp\tdns\t0.030783\t0\t36\tSHR\tT\tT\t0\tCd\t0\t0\t164\t-\t1:M9OoSr2um69x5G8SikO3S7CVlKk=",
        "1582669709.844549\tCZX3af2jpkfeJzNItb\t172.17.0.2\t42716\t13.227.76.23\t443\ttcp\t-\t30.017714\t0\t0\tSHR\tT\tF\t0\t^hCf\t0\t0\t288\t-\t1:l7a9beh8+bQe2MRtUW92OFmMMsM="};

    private static String row(int column, String value) {
        String[] values = ROW.split("\t");
        values[column] = value;
        return String.join("\t", values);
    }

    @Test
    void readsTheRowIntoTheKey() {
        Used used = Scan.tsv("#separator \\x09", FIELDS, ROW).only();
        assertEquals(1582669709844549L, used.start());
        assertEquals(1582669739862263L, used.end());
        assertTrue(used.hasTuple());
        assertEquals("172.17.0.2 42716", used.orig());
        assertEquals("13.227.76.23 443", used.resp());
        assertEquals(6, used.protocol());
        assertFalse(used.noHandshake());
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", used.id());
        assertEquals(0, used.fold());
    }

    @Test
    void readsTheRowInFull() {
        Scan scan = Scan.tsv(FIELDS, ROW);
        Connection c = scan.connection(0);
        assertEquals("zeek", c.source());
        assertEquals("CZX3", c.uid());
        assertEquals(1582669739862263L, c.end());
        assertEquals(new NumberText("30.017714"), c.duration());
        assertEquals("tcp", c.proto());
        assertEquals("ssl", c.service());
        assertEquals("SF", c.state());
        assertEquals("172.17.0.2:42716", c.orig().toString());
        assertEquals(CommunityId.parse("1:l7a9beh8+bQe2MRtUW92OFmMMsM="), c.loggedId());
        assertEquals(List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration",
                "conn_state", "community_id"), List.copyOf(c.log().keySet()));
        assertEquals(new NumberText("42716"), c.log().get("id.orig_p"));
        assertEquals(2, c.at().line());
        assertEquals(List.of(), scan.problems);
    }

    @Test
    void typesEveryColumn() {
        Scan scan = Scan.tsv("#unset_field\t-",
                "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ta\tb\tc\td\te\tf\tg\th\ti\tj\tk",
                "#types\ttime\taddr\tport\taddr\tport\tenum\tbool\tset[string]\tvector[double]\tset[count]\tset[string]\tdouble\tint\tstring\tstring\tbool\ttable[string]",
                "0000000000.000000\t::1\t1\t::1\t2\ttcp\tT\t\\x2c,CC,(empty),-\t1.5,2.0\t(empty)\t-\tnan\t-3\ta\\x09b\\\\xff\t(empty)\tX\ta");
        Map<String, Object> log = scan.connection(0).log();
        assertEquals("0000000000.000000", log.get("ts"));
        assertEquals(true, log.get("a"));
        assertEquals(java.util.Arrays.asList(",", "CC", "", null), log.get("b"));
        assertEquals(List.of(new NumberText("1.5"), new NumberText("2.0")), log.get("c"));
        assertEquals(List.of(), log.get("d"));
        assertFalse(log.containsKey("e"));
        assertEquals("nan", log.get("f"));
        assertEquals(new NumberText("-3"), log.get("g"));
        assertEquals("a\tb\\xff", log.get("h"));
        assertEquals("", log.get("i"));
        assertEquals("X", log.get("j"));
        assertEquals(List.of("a"), log.get("k"));
        assertEquals(List.of("j: \"X\" is not a bool"), scan.problems.stream().map(p -> p.field() + ": " + p.reason()).toList());
        assertEquals(0, scan.only().start());
    }

    @Test
    void keepsTheLeadingColumnsOfARowWithOneValueTooFew() {
        Scan scan = Scan.tsv(ARTICLE);
        assertEquals(List.of("3 in part ", "3 flow 1582669704.509068 1582669704.539851 172.17.0.2 47434 192.168.65.1 53 17 ",
                "4 in part ", "4 flow 1582669709.844549 1582669739.862263 172.17.0.2 42716 13.227.76.23 443 6 "), scan.events);
        assertEquals(": 21 values under 22 names; the columns after duration are left out", scan.reasons.get(0));
        Connection c = scan.connection(1);
        assertEquals("CZX3af2jpkfeJzNItb", c.uid());
        assertEquals(new NumberText("30.017714"), c.duration());
        assertNull(c.loggedId());
        assertNull(c.state());
        assertEquals(List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "duration"),
                List.copyOf(c.log().keySet()));
    }

    @Test
    void keepsTheServiceOfAShiftedRowBecauseItStandsBeforeDuration() {
        assertEquals("dns", Scan.tsv(ARTICLE).connection(0).service());
    }

    @ParameterizedTest
    @CsvSource({"2,999.0.0.1", "3,70000", "6,nosuch", "8,36", "0,yesterday", "4,-"})
    void rejectsARowOfTheWrongLengthWhoseLeadingColumnsAreUnsound(int column, String value) {
        Scan scan = Scan.tsv(FIELDS, row(column, value) + "\tmore");
        assertEquals(List.of("2 rejected "), scan.events);
        assertTrue(scan.reasons.get(0).startsWith(": 12 values under 11 names, and "), scan.reasons.get(0));
    }

    @Test
    void rejectsARowThatDoesNotReachDuration() {
        assertEquals(List.of(": 8 values under 11 names, and they do not reach duration"),
                Scan.tsv(FIELDS, ROW.substring(0, ROW.indexOf("\t30."))).reasons);
    }

    @Test
    void usesARowWithoutAReadableTimeInPart() {
        Scan scan = Scan.tsv(FIELDS, row(0, "XXXXXXXXXX.XXXXXX"), row(0, "-"));
        assertEquals(List.of("ts: \"XXXXXXXXXX.XXXXXX\" is not a time", "ts: no time"), scan.reasons);
        assertEquals(Times.NONE, scan.used.get(0).start());
        assertEquals(Times.NONE, scan.used.get(1).end());
        assertTrue(scan.used.get(1).hasTuple());
        assertEquals("XXXXXXXXXX.XXXXXX", scan.connection(0).log().get("ts"));
        assertEquals(List.of(), scan.problems);
    }

    @Test
    void usesARowWithABadDurationInPartAndEndsItWhereItStarts() {
        Scan scan = Scan.tsv(FIELDS, row(8, "1,5"));
        assertEquals(List.of("duration: \"1,5\" is not an interval"), scan.reasons);
        assertEquals(scan.only().start(), scan.only().end());
    }

    @Test
    void endsAConnectionOfOnePacketWhereItStarts() {
        Scan scan = Scan.tsv(FIELDS, row(8, "-"), row(8, "-0.000001"));
        assertEquals(List.of(), scan.reasons);
        assertEquals(scan.used.get(0).start(), scan.used.get(0).end());
        assertEquals(scan.used.get(1).start(), scan.used.get(1).end());
        assertNull(scan.connection(0).duration());
    }

    @Test
    void usesARowWithABadPortInPartIfItHasAnIdAndRejectsItIfNot() {
        String bad = row(5, "80x");
        Scan scan = Scan.tsv(FIELDS, bad, bad.substring(0, bad.lastIndexOf('\t')) + "\t-");
        assertEquals(List.of("id.resp_p: \"80x\" is not a port", "id.resp_p: \"80x\" is not a port"), scan.reasons);
        assertEquals(1, scan.rejected);
        assertFalse(scan.only().hasTuple());
        assertNull(scan.connection(0).resp());
    }

    @ParameterizedTest
    @CsvSource({"2,1.2.3,an address", "4,fe80::1::2,an address", "3,65536,a port", "6,tcpx,a protocol"})
    void saysWhatIsWrongWithTheTuple(int column, String value, String what) {
        Scan scan = Scan.tsv(FIELDS, row(column, value).replaceAll("1:l7.*", "-"));
        assertEquals(1, scan.rejected);
        assertTrue(scan.reasons.get(0).endsWith(": \"" + value + "\" is not " + what), scan.reasons.get(0));
    }

    @Test
    void cutsLogTextInReasons() {
        assertEquals("id.resp_h: \"" + "x".repeat(60) + "…\" is not an address",
                Scan.tsv(FIELDS, row(4, "x".repeat(5000))).reasons.get(0));
    }

    @ParameterizedTest
    @CsvSource({"-", "(empty)", "''"})
    void takesUnsetAndEmptyIdsForNone(String id) {
        assertEquals("", Scan.tsv(FIELDS, row(10, id)).only().id());
    }

    @Test
    void takesIdsInHex() {
        String hex = "1:" + "0123456789abcdef0123".repeat(2);
        Scan scan = Scan.tsv(FIELDS, row(10, hex));
        assertEquals(hex, scan.only().id());
        assertEquals(hex, scan.connection(0).loggedId().toHex());
    }

    @Test
    void tellsOfAnIdThatIsNone() {
        Scan scan = Scan.tsv(FIELDS, row(10, "2:abc"));
        assertNull(scan.connection(0).loggedId());
        assertEquals("\"2:abc\" is not a Community ID", scan.problems.get(0).reason());
    }

    @Test
    void callsIcmpOverIpv6Number58() {
        String v6 = row(2, "fe80::1").replace("13.227.76.23", "ff02::2").replace("\ttcp\t", "\tICMP\t");
        Scan scan = Scan.tsv(FIELDS, v6, row(6, "icmp"));
        assertEquals(58, scan.used.get(0).protocol());
        assertEquals(1, scan.used.get(1).protocol());
        assertEquals("icmp", scan.connection(0).proto());
    }

    @Test
    void takesTheNumberOfATransportThatZeekDoesNotKnow() {
        Scan scan = Scan.tsv(FIELDS + "\tip_proto", row(6, "unknown_transport") + "\t132", row(6, "unknown_transport") + "\t-");
        assertEquals(132, scan.used.get(0).protocol());
        assertTrue(scan.used.get(0).hasTuple());
        assertEquals(-1, scan.used.get(1).protocol());
        assertFalse(scan.used.get(1).hasTuple());
        assertEquals(List.of(), scan.reasons);
    }

    @Test
    void usesARowWithoutProtocolOrAddressesByItsId() {
        Scan scan = Scan.tsv("#fields\tts\tuid\tcommunity_id", "1.5\tC1\t1:l7a9beh8+bQe2MRtUW92OFmMMsM=", "1.5\tC1\t-");
        assertFalse(scan.only().hasTuple());
        assertEquals(1500000, scan.only().start());
        assertEquals(List.of("id.orig_h: no address"), scan.reasons);
    }

    @ParameterizedTest
    @CsvSource({"S0,true", "REJ,true", "RSTOS0,true", "RSTRH,true", "SH,true", "SHR,false", "SF,false", "S1,false", "OTH,false"})
    void knowsTheStatesInWhichNobodyAccepted(String state, boolean none) {
        assertEquals(none, Scan.tsv(FIELDS, row(9, state)).only().noHandshake());
    }

    @Test
    void findsColumnsByNameWhereverTheyStand() {
        String fields = "#fields\t_node_name\tcommunity_id\tid.ctx.vlan\tproto\tdst_port\tdst_ip\tsrc_port\tsrc_ip\tts";
        Used used = Scan.tsv(fields, "w1\t-\t7\tudp\t53\t9.9.9.9\t4000\t10.0.0.1\t7.25").only();
        assertEquals("10.0.0.1 4000", used.orig());
        assertEquals("9.9.9.9 53", used.resp());
        assertEquals(7250000, used.start());
        assertTrue(Scan.tsv(FIELDS.replace("id.", "id_"), ROW).only().hasTuple());
    }

    /** As Zeek's own tests map them (scripts.base.frameworks.logging.field-name-map and field-name-map2), and as Splunk names them. */
    @ParameterizedTest
    @CsvSource({"src,src_port,dst,dst_port", "src_ip,src_port,dst_ip,dst_port", "src,src_port,dest,dest_port"})
    void knowsTheNamesThatFieldNameMapsGive(String origH, String origP, String respH, String respP) {
        String fields = FIELDS.replace("id.orig_h", origH).replace("id.orig_p", origP).replace("id.resp_h", respH).replace("id.resp_p", respP);
        Scan scan = Scan.tsv(fields, ROW);
        assertEquals("172.17.0.2 42716", scan.only().orig());
        assertEquals("13.227.76.23:443", scan.connection(0).resp().toString());
    }

    @Test
    void prefersZeeksOwnNameToAnAlias() {
        Scan scan = Scan.tsv(FIELDS + "\tsrc_ip", ROW + "\t9.9.9.9");
        assertEquals("172.17.0.2 42716", scan.only().orig());
        assertEquals("9.9.9.9", scan.connection(0).log().get("src_ip"));
    }

    @Test
    void rejectsRowsBeforeTheNamesAreKnown() {
        Scan scan = Scan.tsv("#separator \\x09", ROW, FIELDS, ROW);
        assertEquals(List.of(": no #fields line before this row"), scan.reasons);
        assertEquals(4, scan.only().row().at().line());
    }

    @Test
    void rejectsALastRowThatTheEndOfTheFileCutsOff() {
        Scan scan = Scan.of(new ZeekTsv(), FIELDS + "\n" + ROW + "\n" + ROW.substring(0, 70));
        assertEquals(List.of(": " + RowSink.CUT_OFF), scan.reasons);
        assertEquals(1, scan.used.size());
    }

    @Test
    void usesALastRowWithoutNewlineButNotTheIdThatMayBeCut() {
        Scan whole = Scan.of(new ZeekTsv(), FIELDS + "\n" + ROW);
        Scan cut = Scan.of(new ZeekTsv(), FIELDS + "\n" + ROW.substring(0, ROW.length() - 3));
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", whole.only().id());
        assertEquals("", cut.only().id());
        assertTrue(cut.only().hasTuple());
    }

    @Test
    void leavesOutAValueOverOneMebibyte() {
        Scan scan = Scan.tsv(FIELDS, row(7, "x".repeat(RowSink.LONGEST_VALUE + 1)));
        assertEquals(List.of("service: a value of more than 1 MiB; it is left out"), scan.reasons);
        assertTrue(scan.only().hasTuple());
        assertNull(scan.connection(0).service());
        assertEquals(List.of(), Scan.tsv(FIELDS, row(7, "x".repeat(RowSink.LONGEST_VALUE))).reasons);
    }

    @Test
    void rejectsALineBeyondTheLimitAndForgetsColumnsThatItCannotRead() {
        assertEquals(List.of(": the line is longer than the limit"), Scan.overlong(new ZeekTsv(), FIELDS + "\n", "15826").reasons);
        Scan header = Scan.overlong(new ZeekTsv(), FIELDS + "\n", "#fields\tts\tuid");
        assertEquals(List.of("2 #fields: the line is longer than the limit"), header.notices);
        assertEquals(0, header.rejected);
        Scan wide = Scan.tsv("#fields\t" + "x".repeat(RowSink.LONGEST_VALUE), ROW);
        assertEquals(List.of(": no #fields line before this row"), wide.reasons);
    }

    @Test
    void foldsByUidAndTimeWhenAsked() {
        String text = String.join("\n", FIELDS, ROW, row(9, "S1"), row(1, "Cother"), row(0, "1582669709.999999"), row(1, "-"), "");
        Scan scan = Scan.of(new ZeekTsv(List.of(), true), text);
        List<Long> folds = scan.used.stream().map(Used::fold).toList();
        assertNotEquals(0, folds.get(0));
        assertEquals(folds.get(0), folds.get(1));
        assertEquals(3, List.copyOf(new java.util.HashSet<>(folds.subList(0, 4))).size());
        assertEquals(0, folds.get(4));
    }

    @Test
    void ofRowsOfOneConnectionTheLongestIsTaken() {
        Scan scan = Scan.tsv(FIELDS, ROW, row(8, "99.000000"), row(8, "5.000000"));
        Connection c = scan.log.connection(scan.used.stream().map(Used::row).toList(), scan.problems::add);
        assertEquals(3, c.at().line());
    }

    @Test
    void passesOverOtherLogsAndSaysSoOnce() {
        Scan scan = Scan.tsv("#path\thttp", "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod",
                "1.0\tC\t1.1.1.1\t1\t2.2.2.2\t80\t1\tGET", "torn");
        assertEquals(2, scan.passedOver);
        assertEquals(List.of("2 #fields: this is a Zeek http log, not a conn log; its rows are passed over"), scan.notices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns", "mystery"})
    void knowsADnsLogByItsColumnsToo(String path) {
        Scan scan = Scan.tsv("#path\t" + path,
                "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\tquery",
                "1.0\tC\t1.1.1.1\t1\t2.2.2.2\t53\tudp\t7\tx.org");
        assertEquals(1, scan.passedOver);
        assertEquals(1, scan.notices.size());
    }

    @Test
    void doesNotTrustThePathAlone() {
        assertEquals(1, Scan.tsv("#path\tdns", FIELDS, ROW).used.size());
        String bare = "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto";
        assertEquals(1, Scan.tsv("#path\ttraffic", bare, "1.0\t1.1.1.1\t1\t2.2.2.2\t53\tudp").used.size());
        assertEquals(1, Scan.tsv("#path\tdns", bare, "1.0\t1.1.1.1\t1\t2.2.2.2\t53\tudp").passedOver);
    }

    @Test
    void refusesWhatIsNoZeekLog() {
        ZeekTsv tsv = new ZeekTsv();
        assertNull(refuses(tsv, "\n### BTest baseline\n#separator \\x09\n"));
        assertNull(refuses(tsv, "\ufeff#fields\tts"));
        assertNull(refuses(tsv, "ts\tuid\tid.orig_h\n1\t2\t3\n"));
        assertTrue(refuses(tsv, "{\"ts\":1}\n").contains("neither a Zeek header"));
        assertTrue(refuses(tsv, "#Software: IIS\n#Fields: date\n2020 x\n").contains("neither a Zeek header"));
        assertEquals("it has no Zeek header", refuses(tsv, "\n\n"));
        ZeekTsv named = new ZeekTsv(List.of("ts", "uid"));
        assertNull(refuses(named, "1.0\tC\n"));
        assertEquals("its first row has 3 values, the list of fields 2", refuses(named, "1.0\tC\tx\n"));
    }

    private static String refuses(ZeekTsv tsv, String head) {
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        return tsv.refuses(bytes, bytes.length);
    }
}
