package correlate.stream;

/**
 * What time it is for one look at a group: whether a row or connection has waited long enough, and when it will have. By the
 * watermark of the host side, or by the clock for what came late.
 */
final class Ages {
    private final StreamSettings settings;
    private final long at;
    private final long now;
    private final long grain;
    private long deadline = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long deadlineByClock = Long.MAX_VALUE;
    private long lastByClock = Long.MIN_VALUE;

    /**
     * A look.
     *
     * @param at the watermark, µs since 1970
     * @param now the clock, ms since 1970
     */
    Ages(StreamSettings settings, long at, long now) {
        this.settings = settings;
        this.at = at;
        this.now = now;
        this.grain = Math.max(1, settings.retainMicros() / 8);
    }

    boolean isOld(Entry.Row row) {
        return isPast(row.socket.run().time(), row.late, settings.retainMicros());
    }

    boolean isOld(Group.Case one) {
        return isPast(one.end(), one.late(), settings.retainMicros());
    }

    /** Whether the host side has got so far past a connection that no more is expected; if that is asked for, it comes back then. */
    boolean isDecided(Group.Case one, boolean asked) {
        boolean past = isPast(one.end(), one.late(), settings.unmatchedAfterMicros());
        if (asked && !past && one.late() == 0) {
            deadline = Math.min(deadline, one.end() + settings.unmatchedAfterMicros());
        } else if (asked && !past) {
            deadlineByClock = Math.min(deadlineByClock, one.late() + settings.unmatchedAfterMicros() / 1000);
        }
        return past;
    }

    /** Whether the host side has got so far, µs since 1970; if not, it comes back then. */
    boolean hasCome(long time) {
        if (at != Watermark.NONE && time <= at) {
            return true;
        }
        deadline = Math.min(deadline, time);
        return false;
    }

    /** Whether a host has been silent for so long that its sockets are not open any more. */
    boolean isGone(long lastSeen) {
        return at != Watermark.NONE && lastSeen + GroupJudge.GONE < at;
    }

    private boolean isPast(long time, long late, long wait) {
        return late == 0 ? at != Watermark.NONE && time + wait <= at : late + wait / 1000 <= now;
    }

    /** Makes the group come back when a row is old; one that is old and still there is open, and comes back when its host may be gone. */
    void keep(Entry.Row row) {
        if (isOld(row)) {
            last = Math.max(last, at + GroupJudge.GONE / 28);
        } else {
            keep(row.socket.run().time(), row.late);
        }
    }

    /** Makes it come back when a connection is old. */
    void keep(Group.Case one) {
        if (!isOld(one)) {
            keep(one.end(), one.late());
        }
    }

    private void keep(long time, long late) {
        if (late == 0) {
            last = Math.max(last, time + settings.retainMicros());
        } else {
            lastByClock = Math.max(lastByClock, late + settings.retainMicros() / 1000);
        }
    }

    /** The first deadline; what is only to be forgotten can wait until all of it can, and a little more, so that one look suffices. */
    GroupJudge.Next next() {
        long forget = last == Long.MIN_VALUE ? Long.MAX_VALUE : Math.floorDiv(last + grain - 1, grain) * grain;
        return new GroupJudge.Next(Math.min(deadline, forget),
                Math.min(deadlineByClock, lastByClock == Long.MIN_VALUE ? Long.MAX_VALUE : lastByClock));
    }
}
