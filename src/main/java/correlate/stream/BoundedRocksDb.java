package correlate.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache for all state stores of the process, write buffers and index blocks included: by default each store of each
 * task takes its own 50 MB and more, outside the Java heap.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** The configuration that says how many MiB all stores may take together. */
    static final String MEMORY = "correlate.rocksdb.memory.mib";
    static final int DEFAULT_MEMORY = 256;

    private static final int KIB = 1024;
    private static final long MIB = 1024 * 1024;

    private static Cache cache;
    private static WriteBufferManager writeBuffers;

    private static synchronized void open(long bytes) {
        if (cache == null) {
            RocksDB.loadLibrary();
            cache = new LRUCache(bytes, -1, false, 0.1);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        Object mib = configs.get(MEMORY);
        open((mib == null ? DEFAULT_MEMORY : Long.parseLong(mib.toString())) * MIB);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setBlockSize(16 * KIB);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(8 * MIB);
        options.setMaxWriteBufferNumber(2);
    }

    /** The cache is the process's, not the store's. */
    @Override
    public void close(String store, Options options) {
    }
}
