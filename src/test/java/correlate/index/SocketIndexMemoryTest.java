package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Address;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.SocketKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much heap a socket row takes, by the sizes of the arrays. */
class SocketIndexMemoryTest {
    private static final int ROWS = 600_000;
    private static final int CHUNK = 2_000;

    /** Every row has its own execution, every two rows share a tuple. */
    private static double bytesARow(boolean everyTupleItsOwnRemote) {
        SocketIndex index = new SocketIndex(new Schedules(Map.of(), 0));
        RowBlock block = new RowBlock();
        SocketKey key = new SocketKey();
        key.host = "h";
        key.query = "q";
        key.epoch = 1;
        Address local = Address.parse("10.0.0.1");
        for (int i = 0; i < ROWS; i++) {
            key.unixTime = (1_600_000_000L + 60L * i) * Times.SECOND;
            key.counter = i + 1;
            key.form = i % 2 == 0 ? SocketKey.Form.ADDED : SocketKey.Form.REMOVED;
            key.clearRow();
            key.kind = SocketKey.Kind.SOCKET;
            int tuple = i / 2;
            key.protocol = tuple % 3 == 0 ? Protocols.UDP : Protocols.TCP;
            key.localHigh = local.high();
            key.localLow = local.low();
            key.localPort = 32768 + tuple % 28_000;
            key.remoteHigh = 0;
            key.remoteLow = 0xffff_0000_0000L | 0x5000_0000 + (everyTupleItsOwnRemote ? tuple : tuple % 1000 + tuple / 28_000 * 1000);
            key.remotePort = 443;
            key.pid = 1000 + tuple % 500;
            key.processStart = 1_500_000_000L * Times.SECOND;
            key.inode = 100_000 + tuple;
            key.descriptor = 7;
            key.line = i % CHUNK;
            key.sliceFrom = 400 * key.line;
            key.sliceTo = key.sliceFrom + 400;
            block.row(key);
            if (i % CHUNK == CHUNK - 1) {
                index.add(block, 0, 400L * (i - key.line), i - key.line + 1);
                block = new RowBlock();
            }
        }
        index.freeze();
        assertEquals(ROWS, index.rowCount());
        assertEquals(ROWS / 2, index.keyCount());
        return index.bytes() / (double) ROWS;
    }

    @Test
    void aRowTakesAtMostSeventyFiveBytes() {
        double bytes = bytesARow(false);
        assertTrue(bytes <= 75, () -> bytes + " bytes a row");
    }

    @Test
    void aRowTakesAtMostSeventyFiveBytesThoughEveryTupleHasItsOwnRemoteAddress() {
        double bytes = bytesARow(true);
        assertTrue(bytes <= 75, () -> bytes + " bytes a row");
    }
}
