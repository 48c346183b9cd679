package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import correlate.model.Times;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Kind;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row shows, by its columns. Rows are written {@code name=value,…}, all as text. */
class SocketRowTest {
    private static final long NOW = 1_600_000_000_000_000L;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            connected            | L=10.0.0.1:4000,R=10.0.0.2:443,protocol=6,state=ESTABLISHED | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | 6
            no protocol          | L=10.0.0.1:4000,R=10.0.0.2:443                              | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | -1
            empty protocol       | L=10.0.0.1:4000,R=10.0.0.2:443,protocol=                    | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | -1
            protocol 0           | L=10.0.0.1:4000,R=10.0.0.2:443,protocol=0                   | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | -1
            protocol by name     | L=10.0.0.1:4000,R=10.0.0.2:443,protocol=TCP                 | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | 6
            mapped               | L=::ffff:10.0.0.1:4000,R=::ffff:10.0.0.2:443,family=10      | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | -1
            zone                 | L=fe80::1%en0:4000,R=fe80::2%en0:443,protocol=6             | SOCKET        | fe80::1:4000  | fe80::2:443  | 6
            index in link-local  | L=fe80:4::1:4000,R=fe80:4::2:443,protocol=17                | SOCKET        | fe80::1:4000  | fe80::2:443  | 17
            not such an index    | L=fe80:1:203:405:607:809:a0b:c0d:4000,R=fe80::2:443         | SOCKET        | fe80:1:203:405:607:809:a0b:c0d:4000 | fe80::2:443 | -1
            full form            | L=fd00:0000:0000:0000:0000:0000:0000:0001:4000,R=fd00::2:443 | SOCKET       | fd00::1:4000  | fd00::2:443  | -1
            remote end only      | R=10.0.0.2:8080                                             | REMOTE_ONLY   | :::0          | 10.0.0.2:8080 | -1
            local end empty      | L=:0,R=10.0.0.2:8080,protocol=6                             | REMOTE_ONLY   | :::0          | 10.0.0.2:8080 | 6
            listens              | L=0.0.0.0:22,R=0.0.0.0:0,protocol=6,state=LISTEN            | LISTENER      | 0.0.0.0:22    | 0.0.0.0:0    | 6
            listens, v6          | L=:::22,R=:::0,protocol=6,state=LISTEN                      | LISTENER      | :::22         | :::0         | 6
            TCP without peer     | L=10.0.0.1:22,R=0.0.0.0:0,protocol=6                        | LISTENER      | 10.0.0.1:22   | 0.0.0.0:0    | 6
            TCP, only bound      | L=10.0.0.1:22,R=0.0.0.0:0,protocol=6,state=CLOSED           | OTHER_SOCKET  | 10.0.0.1:22   | 0.0.0.0:0    | 6
            TCP, unknown state   | L=10.0.0.1:22,R=0.0.0.0:0,protocol=6,state=UNKNOWN          | LISTENER      | 10.0.0.1:22   | 0.0.0.0:0    | 6
            listens, no protocol | L=10.0.0.1:22,R=0.0.0.0:0,state=LISTEN                      | LISTENER      | 10.0.0.1:22   | 0.0.0.0:0    | -1
            no state, no protocol | L=10.0.0.1:22,R=0.0.0.0:0                                  | LISTENER      | 10.0.0.1:22   | 0.0.0.0:0    | -1
            UDP by empty state   | L=10.0.0.1:68,R=0.0.0.0:0,state=                            | UNCONNECTED   | 10.0.0.1:68   | 0.0.0.0:0    | -1
            UDP                  | L=0.0.0.0:68,R=0.0.0.0:0,protocol=17,state=                 | UNCONNECTED   | 0.0.0.0:68    | 0.0.0.0:0    | 17
            UDP of Windows       | L=0.0.0.0:68,R=0:0,protocol=17                              | UNCONNECTED   | 0.0.0.0:68    | :::0         | 17
            UDP, nothing bound   | L=0.0.0.0:0,R=0:0,protocol=17                               | OTHER_SOCKET  | 0.0.0.0:0     | :::0         | 17
            SCTP                 | L=10.0.0.1:4000,R=10.0.0.2:443,protocol=132                 | SOCKET        | 10.0.0.1:4000 | 10.0.0.2:443 | 132
            ping                 | L=:::7,R=:::0,protocol=1,family=10                          | OTHER_SOCKET  | :::7          | :::0         | 1
            raw                  | L=10.0.0.1:1,R=10.0.0.2:1,protocol=255                      | OTHER_SOCKET  | 10.0.0.1:1    | 10.0.0.2:1   | 255
            unix                 | L=:0,R=:0,protocol=0,family=1,path=/run/x                   | OTHER_SOCKET  | :::0          | :::0         | -1
            packet               | L=:0,R=:0,protocol=2048,family=17,state=NONE                | OTHER_SOCKET  | :::0          | :::0         | -1
            peer without port    | L=10.0.0.1:5,R=10.0.0.2:0,protocol=6                        | OTHER_SOCKET  | 10.0.0.1:5    | 10.0.0.2:0   | 6
            listening port       | address=0.0.0.0,port=514,protocol=6,pid=1                   | LISTENER      | 0.0.0.0:514   | :::0         | 6
            listening UDP port   | address=::,port=514,protocol=17,pid=1                       | UNCONNECTED   | :::514        | :::0         | 17
            listening unix path  | address=,port=0,protocol=0,path=/x,pid=1                    | OTHER_SOCKET  | :::0          | :::0         | -1
            own address          | interface=en0,address=fe80::1%en0,mask=ffff::               | OWN_ADDRESS   | fe80::1:0     | :::0         | -1
            own, with mac        | interface=en0,address=10.0.0.1,mask=255.0.0.0,mac=0:1       | OWN_ADDRESS   | 10.0.0.1:0    | :::0         | -1
            event connects       | action=connect,L=:0,R=10.0.0.2:80,time=1527895541           | CONNECT_EVENT | :::0          | 10.0.0.2:80  | -1
            event, zero local    | action=connect,L=0:0,R=10.0.0.2:80,protocol=0               | CONNECT_EVENT | :::0          | 10.0.0.2:80  | -1
            event without action | R=10.0.0.2:80,time=1527895541                               | CONNECT_EVENT | :::0          | 10.0.0.2:80  | -1
            event accepts        | action=accept,L=:0,R=10.0.0.2:50000                         | ACCEPT_EVENT  | :::0          | 10.0.0.2:50000 | -1
            event accepts, macOS | action=accept,remote_address=10.0.0.2,local_address=        | ACCEPT_EVENT  | :::0          | 10.0.0.2:0   | -1
            event binds          | action=bind,L=0.0.0.0:80,R=:0                               | BIND_EVENT    | 0.0.0.0:80    | :::0         | -1
            event to unix path   | action=connect,L=:0,R=:0,family=1                           | OTHER_SOCKET  | :::0          | :::0         | -1
            event with tuple     | action=connect,L=10.0.0.1:5000,R=10.0.0.2:80,protocol=6     | TUPLE_EVENT   | 10.0.0.1:5000 | 10.0.0.2:80  | 6
            bpf connects         | syscall=connect,L=:0,R=10.0.0.2:443,type=1,protocol=0       | CONNECT_EVENT | :::0          | 10.0.0.2:443 | 6
            bpf, flags in type   | syscall=connect,L=:0,R=10.0.0.2:53,type=526338,protocol=0   | CONNECT_EVENT | :::0          | 10.0.0.2:53  | 17
            bpf, odd type        | syscall=connect,L=:0,R=10.0.0.2:53,type=3,protocol=0        | CONNECT_EVENT | :::0          | 10.0.0.2:53  | -1
            bpf, unknown         | syscall=connect,L=:0,R=10.0.0.2:53,type=-1,protocol=-1      | CONNECT_EVENT | :::0          | 10.0.0.2:53  | -1
            bpf accepts          | syscall=accept4,L=10.0.0.1:80,R=10.0.0.2:5000,type=1        | TUPLE_EVENT   | 10.0.0.1:80   | 10.0.0.2:5000 | 6
            bpf listens          | syscall=listen,L=:::80,R=:0,type=1                          | BIND_EVENT    | :::80         | :::0         | 6
            id only              | community_id=1:l7a9beh8+bQe2MRtUW92OFmMMsM=,pid=1           | ID_ONLY       | :::0          | :::0         | -1
            id and remote end    | community_id=1:l7a9beh8+bQe2MRtUW92OFmMMsM=,R=10.0.0.2:443  | ID_ONLY       | :::0          | 10.0.0.2:443 | -1
            id of a listener     | community_id=1:EKtNC6KPI+mVlwiOFyQHKAuumiE=,L=0.0.0.0:22,state=LISTEN | LISTENER | 0.0.0.0:22  | :::0         | -1
            id is NULL           | community_id_v1=,pid=1                                      | OTHER_SOCKET  | :::0          | :::0         | -1
            """)
    void tellsKindsApart(String what, String row, Kind kind, String local, String remote, int protocol) {
        SocketKey key = read(row);
        assertEquals(kind, key.kind);
        assertEquals(local, Heard.end(key.localHigh, key.localLow, key.localPort).replace('|', ':'));
        assertEquals(remote, Heard.end(key.remoteHigh, key.remoteLow, key.remotePort).replace('|', ':'));
        assertEquals(protocol, key.protocol);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usb_address=1,usb_port=1,protocol=0
            interface=en0,address=10.0.0.9,mac=00:01,permanent=0
            name=http,port=80,protocol=6
            remote_address=10.0.0.1,name=x
            interface=en0,address=,mask=
            action=CREATED,time=5,target_path=/x
            """)
    void leavesOtherTablesAlone(String row) {
        assertEquals(null, read(row).kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1582669708     | 1582669708000000
            1582669708.25  | 1582669708250000
            0              | -
            -1             | -
            4711           | -
            soon           | -
            99999999999999 | -
            """)
    void readsAProcessStartOnlyInSecondsSince1970(String text, String expected) {
        SocketKey key = read("L=10.0.0.1:1,R=10.0.0.2:2,start_time=" + text);
        assertEquals(expected, Heard.time(key.processStart));
    }

    @Test
    void tellsPidAndOwnersApart() {
        assertEquals(SocketKey.NO_PID, read("L=10.0.0.1:1,R=10.0.0.2:2").pid);
        assertEquals(SocketKey.NO_PID, read("L=10.0.0.1:1,R=10.0.0.2:2,pid=").pid);
        assertEquals(SocketKey.NO_PID, read("L=10.0.0.1:1,R=10.0.0.2:2,pid=-2").pid);
        assertEquals(-1, read("L=10.0.0.1:1,R=10.0.0.2:2,pid=-1").pid);
        assertEquals(4294967295L, read("L=10.0.0.1:1,R=10.0.0.2:2,pid=4294967295").pid);
    }

    @Test
    void mixesWhatTellsSocketsApart() {
        String ends = "L=10.0.0.1:1,R=10.0.0.2:2";
        assertEquals(0, read(ends + ",fd=,net_namespace=").descriptor);
        assertEquals(0, read(ends + ",fd=-1").descriptor);
        long both = read(ends + ",fd=3,net_namespace=4026532309").descriptor;
        assertEquals(both, read(ends + ",net_namespace=4026532309,fd=3").descriptor);
        assertNotEquals(both, read(ends + ",fd=4026532309,net_namespace=3").descriptor);
        assertNotEquals(both, read(ends + ",fd=3").descriptor);
        assertEquals(138425, read(ends + ",socket=138425").inode);
        assertEquals(0, read(ends + ",socket=0").inode);
        assertNotEquals(0, read(ends + ",socket=0xffffff8012345678").inode);
    }

    @Test
    void takesAnEventsOwnTime() {
        assertEquals(1527895541000000L, read("action=connect,R=10.0.0.2:80,time=1527895541").eventTime);
        assertEquals(NOW, read("action=connect,R=10.0.0.2:80,time=").eventTime);
        assertEquals(NOW, read("action=connect,R=10.0.0.2:80,time=then").eventTime);
        assertEquals(NOW, read("syscall=connect,R=10.0.0.2:80").eventTime);
        assertEquals(Times.NONE, read("action=connect,R=10.0.0.2:80").processStart);
    }

    /** The key after reading such a row; its kind is null if the row shows no socket. */
    private static SocketKey read(String row) {
        StringBuilder text = new StringBuilder();
        for (String column : row.split(",")) {
            String name = column.substring(0, column.indexOf('='));
            String value = column.substring(name.length() + 1);
            if (name.equals("L") || name.equals("R")) {
                String side = name.equals("L") ? "local" : "remote";
                int colon = value.lastIndexOf(':');
                add(text, side + "_address", value.substring(0, colon));
                add(text, side + "_port", value.substring(colon + 1));
            } else {
                add(text, name, value);
            }
        }
        byte[] bytes = (text + "}").getBytes(StandardCharsets.UTF_8);
        JsonScanner json = new JsonScanner();
        json.reset(bytes, 0, bytes.length);
        Slots slots = new Slots(Columns.NAMES);
        SocketKey key = new SocketKey();
        key.unixTime = NOW;
        Complaints complaints = new Complaints();
        complaints.clear();
        try {
            json.next();
            slots.readObject(json, bytes);
        } catch (BadJson e) {
            throw new AssertionError(e);
        }
        new SocketRow().read(slots, key, complaints);
        assertEquals(false, complaints.isFatal());
        return key;
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "{" : ",").append('"').append(name).append("\":\"").append(value).append('"');
    }
}
