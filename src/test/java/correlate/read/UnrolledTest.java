package correlate.read;

import static correlate.read.TestFiles.input;
import static correlate.read.TestFiles.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.read.TestFiles.Got;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnrolledTest {
    private static final String ARKIME = """
            {
             "sessions3" : [
              {
               "body" : {
                "ipProtocol" : 17,
                "length" : 1.50,
                "source" : { "ip" : "10.0.0.1", "port" : 53 }
               },
               "header" : { "index" : { "_index" : "tests_sessions3-050330" } }
              },
              {
               "header" : { "index" : [] },
               "body" : { "ipProtocol" : 6 }
              }
             ]
            }
            """;

    @Test
    void takesArkimeSessionsOutOfTheirBodies() throws IOException {
        assertEquals("""
                {"ipProtocol":17,"length":1.50,"source":{"ip":"10.0.0.1","port":53}}
                {"ipProtocol":6}
                """, unrolled(ARKIME));
    }

    @Test
    void takesTheRowsOfArkimesAnswers() throws IOException {
        assertEquals("{\"id\":\"1\"}\n{\"id\":\"2\"}\n",
                unrolled("{\"recordsTotal\":2,\"map\":{\"src\":{}},\"graph\":{\"lpHisto\":[[1,2]]},\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"recordsFiltered\":2}"));
    }

    @Test
    void takesTheSourcesOfElasticsearchHits() throws IOException {
        assertEquals("{\"a\":1}\n{\"b\":2}\n{\"_id\":\"3\",\"fields\":{\"c\":[3]}}\n", unrolled("""
                {"took":3,"hits":{"total":{"value":3},"hits":[{"_id":"1","_source":{"a":1},"sort":[1,[2]]},
                  {"_source":{"b":2}},{"_id":"3","fields":{"c":[3]}}]},"aggregations":{}}
                """));
    }

    @Test
    void takesTheElementsOfArrays() throws IOException {
        assertEquals("{\"a\":1}\n{\"b\":[{}]}\n7\n{\"c\":2}\n",
                unrolled("[ {\"a\" : 1},\n {\"b\":[{}]}, 7, {\"_index\":\"x\",\"_source\":{\"c\":2}} ]\n[]"));
    }

    @Test
    void takesIndentedObjectsThatFollowEachOther() throws IOException {
        assertEquals("{\"name\":\"sockets\",\"columns\":{\"pid\":\"42\"}}\n{\"name\":\"users\"}\n", unrolled("""
                \ufeff{
                  "name": "sockets",
                  "columns": {
                    "pid": "42"
                  }
                }
                {
                  "name": "users"
                }
                """));
    }

    @Test
    void keepsTheTextOfNumbersAndTheMeaningOfStrings() throws IOException {
        assertEquals("[1.50,1e5,-0,12345678901234567890123,0.10000000000000000000001,null]\n\"\\u00E9\\uD800\\n\\\"\\u001B\\u202E\\uFFFD\"\n",
                unrolledBytes(TestFiles.join(
                        utf8("[[1.50, 1e5, -0, 12345678901234567890123, 0.10000000000000000000001, NaN], \"é\\ud800\\n\\\"\u001b\u202e"),
                        new byte[] {(byte) 0xff}, utf8("\"]"))).text());
    }

    @Test
    void keepsTheRecordsBeforeTheDamage() throws IOException {
        Got cut = unrolledBytes(utf8(ARKIME.substring(0, ARKIME.indexOf("},\n  {"))));
        assertEquals("its JSON is cut off; the 0 records before that were read, export it again for the rest", cut.damage());
        assertEquals("", cut.text());
        Got broken = unrolledBytes(utf8("[{\"a\":1},\n{\"b\":2},\n{\"c\"=3},{\"d\":4}]"));
        assertEquals("{\"a\":1}\n{\"b\":2}\n", broken.text());
        assertEquals("its JSON is damaged at line 3, column 5; the 2 records before that were read, export it again for the rest", broken.damage());
    }

    @Test
    void keepsTheRecordsBeforeTheBreakOfTheFile() throws IOException {
        StringBuilder array = new StringBuilder("[{\"n\":0}");
        for (int i = 1; i < 5000; i++) {
            array.append(",{\"n\":").append(i * 31L % 1000).append('}');
        }
        byte[] packed = TestFiles.Packing.GZIP.pack(utf8(array + "]"));
        Got got = unrolledBytes(java.util.Arrays.copyOf(packed, packed.length - 30));
        assertTrue(got.text().startsWith("{\"n\":0}\n{\"n\":31}\n") && got.text().lines().count() > 4000);
        assertEquals("its gzip data is cut off at byte " + (packed.length - 30)
                + "; all before that was read, copy the file again for the rest", got.damage());
    }

    @Test
    void survivesDeepNesting() throws IOException {
        assertTrue(unrolledBytes(utf8("[".repeat(100_000))).damage().startsWith("its JSON is damaged at line 1, column "));
    }

    @Test
    void keepsItsNameAndDeletesItsCopy() throws IOException {
        Input unrolled = Unrolled.of(input(utf8("[{}]")));
        assertEquals("log", unrolled.name());
        assertTrue(unrolled.plain());
        unrolled.close();
        assertFalse(Files.exists(unrolled.path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ARKIME, "[{\"a\":1}]", "\ufeff [\n", "[]", "{\n  \"a\": 1\n}\n", "{\"hits\":{\"total\":5,\"hits\":[{\"_source\":{}}]}}\n",
        "{\"data\":[{\"id\":1}],\"recordsTotal\":1}\n", "{\"data\":[]}", "{ \"a\":1\n, \"b\":2}", "{\"a\":[\n    1,\n    2]}", "{\r\n\t\"a\": {}\r\n}\r\n"})
    void knowsDocuments(String text) {
        boolean expected = !text.equals("\ufeff [\n");
        assertEquals(expected, Unrolled.isDocument(utf8(text), utf8(text).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":{\"hits\":[{}]},\"hits\":{\"total\":5}}\n", "[2026-01-01] {\"a\":1}\n", "#fields\ta\n",
        "{\"a\":1,\n{\"a\":2}\n", "{\"a\":[{\"b\":1},\n{\"a\":2}\n", "{\"a\":\"x\n{\"a\":2}\n", "{\"a\":12\n{\"a\":2}\n", "{\"a\":\n{\"a\":2}\n",
        "{\"a\":\"{\\\"\n", "{\"node_key\":\"k\",\"log_type\":\"result\",\"data\":[{\"name\":\"x\"}]}\n", "{\"data\":[1,2]}\n",
        "{\"snapshot\":[{\"pid\":\"1\"}],\"name\":\"x\"}\n", "{\"event\":{\"data\":[{}]}}\n", "{\"a\":\"\\\\\"}\n{\n"})
    void knowsLinesOfRecords(String text) {
        assertFalse(Unrolled.isDocument(utf8(text), utf8(text).length));
    }

    @Test
    void unrollsTheArkimeSessionsOfTheCorpus() throws IOException {
        String corpus = System.getProperty("correlate.corpus", "");
        Assumptions.assumeFalse(corpus.isEmpty(), "correlate.corpus is not set");
        try (var files = Files.list(Path.of(corpus, "arkime"))) {
            for (Path file : files.toList()) {
                Input document = Input.of(file.toString(), file);
                byte[] head = document.head(Input.HEAD);
                assertTrue(Unrolled.isDocument(head, head.length), file.toString());
                String text = Files.readString(file);
                long bodies = text.lines().filter(line -> line.strip().startsWith("\"firstPacket\"")).count();
                Got got = TestFiles.readAll(Unrolled.of(document), 10_000);
                assertNull(got.damage());
                assertEquals(bodies, got.text().lines().filter(line -> line.startsWith("{\"@timestamp\"")).count(), file.toString());
            }
        }
    }

    private static String unrolled(String document) throws IOException {
        Got got = unrolledBytes(utf8(document));
        assertNull(got.damage());
        return got.text();
    }

    private static Got unrolledBytes(byte[] document) throws IOException {
        try (Input unrolled = Unrolled.of(input(document))) {
            return TestFiles.readAll(unrolled, 1000);
        }
    }
}
