package correlate.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes osqueryd.results.log: one line a change, or a poll as one batch, or as one snapshot. */
final class ResultsLog implements Closeable {
    /** The forms of a log. */
    enum Form { DIFFERENTIAL, BATCH, SNAPSHOT }

    private static final DateTimeFormatter CALENDAR =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Writer out;
    private final Form form;
    private final String query;
    private final StringBuilder line = new StringBuilder(1000);
    private long rows;
    private long calendarSecond = Long.MIN_VALUE;
    private String calendar;

    ResultsLog(Writer out, Form form, String query) {
        this.out = out;
        this.form = form;
        this.query = query;
    }

    boolean snapshots() {
        return form == Form.SNAPSHOT;
    }

    /** How many rows were written. */
    long rows() {
        return rows;
    }

    /** Logs a differential execution: removed rows before added ones. */
    void changes(Machine machine, long unixTime, long epoch, long counter, List<String> removed, List<String> added)
            throws IOException {
        rows += removed.size() + added.size();
        if (form == Form.BATCH) {
            line.append("{\"diffResults\":{\"removed\":").append(array(removed)).append(",\"added\":").append(array(added))
                    .append("},");
            header(machine, unixTime, epoch, counter);
            end();
            return;
        }
        for (String row : removed) {
            change(machine, unixTime, epoch, counter, row, "removed");
        }
        for (String row : added) {
            change(machine, unixTime, epoch, counter, row, "added");
        }
    }

    /** Logs a snapshot execution; its counter is always 0. */
    void snapshot(Machine machine, long unixTime, long epoch, List<String> open) throws IOException {
        rows += open.size();
        line.append("{\"snapshot\":").append(array(open)).append(",\"action\":\"snapshot\",");
        header(machine, unixTime, epoch, 0);
        end();
    }

    private void change(Machine machine, long unixTime, long epoch, long counter, String row, String action)
            throws IOException {
        line.append('{');
        header(machine, unixTime, epoch, counter);
        line.append(",\"columns\":").append(row).append(",\"action\":\"").append(action).append('"');
        end();
    }

    private void header(Machine machine, long unixTime, long epoch, long counter) {
        if (unixTime != calendarSecond) {
            calendarSecond = unixTime;
            calendar = CALENDAR.format(Instant.ofEpochSecond(unixTime));
        }
        String mark = machine.style == Machine.Style.OLD ? "\"" : "";
        line.append("\"name\":\"").append(query).append("\",\"hostIdentifier\":\"").append(machine.name)
                .append("\",\"calendarTime\":\"").append(calendar)
                .append("\",\"unixTime\":").append(mark).append(unixTime).append(mark)
                .append(",\"epoch\":").append(mark).append(epoch).append(mark)
                .append(",\"counter\":").append(mark).append(counter).append(mark);
        if (machine.style != Machine.Style.OLD) {
            line.append(",\"numerics\":").append(machine.style == Machine.Style.NUMBERS);
        }
        if (machine.decorated) {
            line.append(",\"decorations\":{\"host_uuid\":\"").append(machine.uuid).append("\",\"username\":\"jsmith\"}");
        }
    }

    private void end() throws IOException {
        out.write(line.append("}\n").toString());
        line.setLength(0);
    }

    private static String array(List<String> rows) {
        return "[" + String.join(",", rows) + "]";
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
