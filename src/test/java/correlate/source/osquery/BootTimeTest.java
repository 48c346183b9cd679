package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** bpf_socket_events tells the time since boot in ntime, in nanoseconds and as text; its time column is hidden. */
class BootTimeTest {
    private static List<Long> bootTimes(String times) {
        byte[] line = ("{\"name\":\"b\",\"hostIdentifier\":\"h\",\"unixTime\":1000,\"epoch\":0,\"counter\":1,\"columns\":{\"syscall\":\"connect\","
                + "\"type\":\"1\",\"protocol\":\"0\",\"pid\":\"7\",\"remote_address\":\"10.0.0.1\",\"remote_port\":\"443\"" + times
                + "},\"action\":\"added\"}\n").getBytes(StandardCharsets.UTF_8);
        List<Long> bootTimes = new ArrayList<>();
        HostSink sink = (HostSink) Proxy.newProxyInstance(HostSink.class.getClassLoader(), new Class<?>[] {HostSink.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("row")) {
                        bootTimes.add(((SocketKey) arguments[0]).bootTime);
                    }
                    return null;
                });
        new OsqueryResults().open("results.log").scanner().scan(new Chunk(line, 0, line.length, 0, false, true), sink);
        return bootTimes;
    }

    @Test
    void isTakenWhereTheRowHasNoOtherTime() {
        assertEquals(List.of(3_220_285_913_119L), bootTimes(",\"ntime\":\"3220285913119077\""));
        assertEquals(List.of(3_220_285_913_119L), bootTimes(",\"ntime\":\"3220285913119077\",\"time\":\"\""));
        assertEquals(List.of(Times.NONE), bootTimes(",\"ntime\":\"3220285913119077\",\"time\":\"990\""));
    }

    @Test
    void isNotKnownFromAnythingElse() {
        for (String none : new String[] {"", ",\"ntime\":\"\"", ",\"ntime\":\"0\"", ",\"ntime\":\"-5\"", ",\"ntime\":\"soon\"",
                ",\"ntime\":\"9999999999999999999999\""}) {
            assertEquals(List.of(Times.NONE), bootTimes(none), none);
        }
    }
}
