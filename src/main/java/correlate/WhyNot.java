package correlate;

import correlate.index.Schedule;
import correlate.index.SocketIndex;
import correlate.match.Judgement;
import correlate.match.Life;
import correlate.match.Translations;
import correlate.model.Protocols;
import correlate.model.Reason;
import correlate.model.Times;
import correlate.source.FlowKey;
import java.util.ArrayList;
import java.util.List;

/** Why a connection has no finding: asked in the order of what a responder would check first. Several threads may ask. */
final class WhyNot {
    /**
     * A reason.
     *
     * @param text the sentence, with the numbers of this case
     */
    record Answer(Reason reason, String text) {
    }

    private final SocketIndex index;
    private final Translations translations;

    WhyNot(SocketIndex index, Translations translations) {
        this.index = index;
        this.translations = translations;
    }

    /** The reason for one connection; {@code nearest} is the excluded sighting that came nearest, or null. */
    Answer ask(FlowKey flow, Judgement nearest) {
        if (!flow.hasTuple || flow.start == Times.NONE) {
            return answer(Reason.ROW_UNUSABLE, "");
        }
        if (flow.protocol != Protocols.TCP && flow.protocol != Protocols.UDP && flow.protocol != Protocols.SCTP) {
            return answer(Reason.NO_SOCKET_PROTOCOL, "");
        }
        if (nearest != null) {
            return onlyExcluded(nearest, index.hosts().name(nearest.life().best().host()));
        }
        Life translated = translations.of(flow);
        if (translated != null) {
            return answer(Reason.TRANSLATION_SUSPECTED, "; pid " + translated.best().pid() + " on "
                    + index.hosts().name(translated.best().host()));
        }
        int orig = index.address(flow.origHigh, flow.origLow);
        int resp = index.address(flow.respHigh, flow.respLow);
        List<Integer> hosts = new ArrayList<>(2);
        index.hosts().ownersAt(orig, flow.start, hosts::add);
        index.hosts().ownersAt(resp, flow.start, hosts::add);
        if (hosts.isEmpty()) {
            boolean shared = index.hosts().isEverybodys(orig) || index.hosts().isEverybodys(resp);
            return answer(shared ? Reason.SHARED_ADDRESS : Reason.NO_OBSERVED_HOST, "");
        }
        hosts.sort(null);                       // whichever end is told to be the originator
        return notShown(flow, hosts);
    }

    /** The answer where there are sightings, but all are excluded: the nearest of them. */
    static Answer onlyExcluded(Judgement nearest, String host) {
        return answer(Reason.ONLY_EXCLUDED, "; the nearest, pid " + nearest.life().best().pid() + " on " + host + ", "
                + Times.rough(nearest.gap()) + " away: " + nearest.reason().text());
    }

    private static Answer answer(Reason reason, String more) {
        return new Answer(reason, reason.text() + more);
    }

    private Answer notShown(FlowKey flow, List<Integer> hosts) {
        List<Integer> observed = hosts.stream().filter(host -> index.hosts().isObserved(host, flow.start, flow.end)).toList();
        if (observed.isEmpty()) {
            int host = hosts.get(0);
            long offset = index.hosts().offset(host);
            return answer(Reason.NOT_POLLED, ": " + index.hosts().name(host) + " shows sockets from "
                    + Times.iso(index.hosts().first(host) + offset) + " to " + Times.iso(index.hosts().last(host) + offset));
        }
        Polls polls = new Polls(index, observed, flow.start, flow.end);
        if (!polls.any) {
            return answer(Reason.NO_EVENT, "");
        }
        if (polls.inGap && !polls.within) {
            return answer(Reason.NOT_POLLED, ": a gap in the snapshots of " + index.hosts().name(observed.get(0)));
        }
        long duration = flow.end - flow.start;
        String lasted = duration == 0 ? "one packet" : Times.rough(duration);
        if (polls.interval > 0 && duration < polls.interval) {
            return answer(Reason.SHORTER_THAN_POLL, ": it lasted " + lasted + ", a poll comes every " + Times.rough(polls.interval));
        }
        if (polls.interval == 0 && !polls.within) {
            return new Answer(Reason.SHORTER_THAN_POLL, "no poll that left a trace fell into the connection, which lasted " + lasted
                    + "; how often the host was polled is not known");
        }
        return answer(Reason.NO_SOCKET_ROW, "");
    }

    /** How the socket queries of some hosts ran around a connection. */
    private static final class Polls {
        private long interval;
        private boolean any;
        private boolean within;
        private boolean inGap = true;

        Polls(SocketIndex index, List<Integer> hosts, long start, long end) {
            index.forEachPolled((host, query, snapshots, timeline) -> {
                if (!hosts.contains(host)) {
                    return;
                }
                any = true;
                Schedule schedule = index.schedule(host, query, snapshots);
                long offset = index.hosts().offset(host);
                int next = timeline.firstFrom(start - offset);
                within |= next < timeline.size() && timeline.time(next) <= end - offset;
                if (schedule.interval() > 0) {
                    interval = interval == 0 ? schedule.interval() : Math.min(interval, schedule.interval());
                }
                inGap &= snapshots && schedule.interval() > 0
                        && timeline.silentAt(start - offset, 2 * schedule.longest() + 60 * Times.SECOND);
            });
        }
    }
}
