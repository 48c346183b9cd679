package correlate.stream;

import correlate.index.SocketRow;
import correlate.match.Life;
import java.util.ArrayList;
import java.util.List;

/** Drops sockets and connections that nothing can concern any more; of a connection its times stay while a socket does. */
final class Forgetting {
    private final Group group;
    private final GroupFacts facts;
    private final Ages ages;
    private final long skew;

    Forgetting(Group group, GroupFacts facts, Ages ages, long skew) {
        this.group = group;
        this.facts = facts;
        this.ages = ages;
        this.skew = skew;
    }

    void forget(List<Life> lives) {
        List<Life> left = new ArrayList<>();
        for (Life life : lives) {
            List<Entry.Row> rows = group.rows().stream().filter(row -> belongs(row.socket, life)).toList();
            boolean over = life.end() != Life.End.OPEN || life.best().change() == SocketRow.Change.EVENT
                    || ages.isGone(life.lastSeen());
            if (over && rows.stream().allMatch(ages::isOld)
                    && group.cases().stream().filter(c -> meets(c, life)).allMatch(ages::isOld)) {
                group.remove(rows);
            } else {
                left.add(life);
            }
        }
        for (Group.Case old : group.cases().stream().filter(ages::isOld).toList()) {
            if (left.stream().noneMatch(life -> meets(old, life))) {
                group.remove(old);
            } else if (!old.isSettled()) {
                old.settle();
            }
        }
    }

    private boolean belongs(Socket socket, Life life) {
        SocketRow best = life.best();
        Run run = socket.run();
        return run.query().equals(facts.named(best.host(), best.query(), best.snapshot()))
                && socket.pid() == best.pid() && socket.inode() == best.inode() && socket.descriptor() == best.descriptor()
                && (socket.change() == SocketRow.Change.EVENT) == (best.change() == SocketRow.Change.EVENT)
                && run.time() >= life.firstSeen() && run.time() <= life.lastSeen();
    }

    private boolean meets(Group.Case one, Life life) {
        return one.start() - skew <= life.mayTo() && one.end() + skew >= life.mayFrom();
    }
}
