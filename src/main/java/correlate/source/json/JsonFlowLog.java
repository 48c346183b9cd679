package correlate.source.json;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.NumberText;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.FlowScanner;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import correlate.source.Row;
import java.util.List;
import java.util.function.Consumer;

/** A log of JSON lines: scans its rows, and parses in full those that somebody asks for, by the same rules. */
final class JsonFlowLog implements NetworkLog {
    private final JsonFlows format;
    private final String source;
    private final JsonPaths paths;

    JsonFlowLog(JsonFlows format, String source, JsonPaths paths) {
        this.format = format;
        this.source = source;
        this.paths = paths;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Layout start() {
        return Layout.NONE;
    }

    @Override
    public FlowScanner scanner() {
        return new JsonFlowScanner(format, paths);
    }

    @Override
    public Connection connection(List<Row> rows, Consumer<FieldProblem> problems) {
        JsonFlows.Gathering gathering = format.gathering();
        JsonFlows.Told main = null;
        FlowKey ends = null;
        long start = Times.NONE;
        long end = Times.NONE;
        CommunityId id = null;
        for (Row row : rows) {
            JsonFlows.Told told = told(row);
            FlowKey key = told.key();
            gathering.add(told);
            start = start == Times.NONE || key.start != Times.NONE && key.start < start ? key.start : start;
            end = Math.max(end, key.end);
            CommunityId logged = id(told, problems);
            id = logged == null || id != null && !format.tellsMore(key, main.key()) ? id : logged;
            main = main == null || format.tellsMore(key, main.key()) ? told : main;
            ends = ends == null || key.hasTuple && (!ends.hasTuple || key.rank > ends.rank) ? key : ends;
        }
        JsonFlows.Facts facts = gathering.facts(main);
        // Which end is the originator is for the row to say by which the scan chose its side; another may be the other direction.
        boolean swapped = main.key().origLow != ends.origLow || main.key().origHigh != ends.origHigh
                || main.key().origPort != ends.origPort && !JsonFlow.isIcmp(ends.protocol);
        NumberText duration = end > start && start != Times.NONE ? new NumberText(Times.seconds(end - start)) : null;
        return new Connection(source, facts.uid(), start, end, duration, ends.protocol,
                ends.protocol == Protocols.UNKNOWN ? null : Protocols.name(ends.protocol), facts.service(), facts.state(),
                end(ends.hasTuple, ends.origHigh, ends.origLow, ends.origPort),
                end(ends.hasTuple, ends.respHigh, ends.respLow, ends.respPort),
                swapped ? facts.respBytes() : facts.origBytes(), swapped ? facts.origBytes() : facts.respBytes(), id,
                main.log(), gathering.alerts(), main.row().at());
    }

    private JsonFlows.Told told(Row row) {
        JsonFields fields = new JsonFields(paths);
        JsonFlow flow = new JsonFlow();
        flow.clear(fields);
        byte[] bytes = row.bytes();
        try {
            fields.read(new JsonScanner(), bytes, 0, bytes.length);
            format.read(fields, flow);
            return new JsonFlows.Told(row, flow.key, fields,
                    JsonPaths.unwrapped(JsonTree.object(bytes, 0, bytes.length)));
        } catch (BadJson e) {
            throw new IllegalArgumentException("a row that the scan rejected: " + e.reason(), e);
        }
    }

    private static CommunityId id(JsonFlows.Told told, Consumer<FieldProblem> problems) {
        String text = told.key().id(told.row().bytes());
        CommunityId id = text.isEmpty() ? null : CommunityId.parse(text);
        if (id == null && !text.isEmpty()) {
            problems.accept(new FieldProblem(told.row(), "community_id", '"' + text.substring(0, Math.min(text.length(), 60))
                    + "\" is not a Community ID"));
        }
        return id;
    }

    private static Endpoint end(boolean known, long high, long low, int port) {
        return known ? new Endpoint(new Address(high, low), port) : null;
    }
}
