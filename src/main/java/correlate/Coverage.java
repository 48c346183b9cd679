package correlate;

import correlate.index.SocketIndex;

/** How many connections touched a host that was being observed, and how many of them have a process. */
final class Coverage {
    long connections;
    long observed;
    long firstTime = Long.MAX_VALUE;
    long lastTime = Long.MIN_VALUE;
    final long[] observedOfHost;
    /** Counted when findings are made. */
    long attributed;
    final long[] attributedOfHost;
    /** For logs in which several rows make one connection: 1 where it was counted as observed. */
    private final Folds folds = new Folds();
    /** Rows that tell more of a connection that another row told of first. */
    long folded;

    Coverage(SocketIndex index) {
        observedOfHost = new long[index.hosts().size()];
        attributedOfHost = new long[index.hosts().size()];
    }

    void add(FlowBlock block) {
        connections += block.connections;
        observed += block.observed;
        firstTime = Math.min(firstTime, block.firstTime);
        lastTime = Math.max(lastTime, block.lastTime);
        for (int host = 0; host < block.observedOfHost.length; host++) {
            observedOfHost[host] += block.observedOfHost[host];
        }
        block.foldRows.forEach(this::addFolded);
    }

    /**
     * Once all is printed: a connection of several rows that lie around the time of observation, none within, is known to touch
     * an observed host only by what was found.
     */
    void settle() {
        observed = Math.max(observed, attributed);
        for (int host = 0; host < observedOfHost.length; host++) {
            observedOfHost[host] = Math.max(observedOfHost[host], attributedOfHost[host]);
        }
    }

    private void addFolded(FlowBlock.FoldRow row) {
        int before = folds.get(row.fold());
        folds.put(row.fold(), row.observed() ? 1 : Math.max(before, 0));
        connections += before < 0 ? 1 : 0;
        folded += before < 0 ? 0 : 1;
        if (row.observed() && before < 1) {
            observed++;
            for (int host : row.hosts()) {
                observedOfHost[host]++;
            }
        }
    }
}
