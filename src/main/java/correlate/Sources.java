package correlate;

import correlate.read.Input;
import correlate.read.Inputs;
import correlate.read.Unrolled;
import correlate.source.Format;
import correlate.source.HostLog;
import correlate.source.NetworkLog;
import correlate.source.arkime.ArkimeSessions;
import correlate.source.ecs.EcsFlows;
import correlate.source.osquery.OsqueryResults;
import correlate.source.suricata.SuricataEve;
import correlate.source.zeek.ZeekJson;
import correlate.source.zeek.ZeekTsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Every format that is read, and how a file's format is found: by its content, never by its name. To add one, add a line here. */
final class Sources {

    /** What an option insists on. */
    enum Kind {
        ZEEK(MainOption.ZEEK),
        SURICATA(MainOption.SURICATA),
        ARKIME(MainOption.ARKIME),
        ECS(MainOption.ECS),
        ANY(MainOption.NETWORK);

        final MainOption option;

        Kind(MainOption option) {
            this.option = option;
        }
    }

    /** A file is not what its option says. */
    static final class NotThisLog extends Exception {
        private static final long serialVersionUID = 1;

        NotThisLog(String message) {
            super(message, null, false, false);
        }
    }

    static final List<Format<HostLog>> HOST_LOGS = List.of(new OsqueryResults());

    /** A network log, and what the option that named it insists on. */
    record Found(Kind kind, Input input) {
    }

    private final List<String> zeekFields;
    private final boolean foldByUid;

    /**
     * The formats.
     *
     * @param zeekFields the columns of Zeek TSV without a header, or null
     * @param foldByUid whether Zeek's rows of one uid and time are one connection, which costs memory for each
     */
    Sources(List<String> zeekFields, boolean foldByUid) {
        this.zeekFields = zeekFields == null ? List.of() : stripped(zeekFields);
        this.foldByUid = foldByUid;
    }

    /** Refuses names of columns, null for none, that do not name a connection, with a sentence for the user. */
    static void check(List<String> zeekFields) {
        String lacking = zeekFields == null ? null : ZeekTsv.lacking(stripped(zeekFields));
        if (lacking != null) {
            throw new IllegalArgumentException(lacking);
        }
    }

    private static List<String> stripped(List<String> names) {
        return names.stream().map(String::strip).toList();
    }

    /** The formats of network logs that an option insists on; only these are made, as a run of one kind need not wait for others. */
    List<Format<NetworkLog>> formats(Kind kind) {
        return switch (kind) {
            case ZEEK -> List.of(new ZeekTsv(zeekFields, foldByUid), new ZeekJson(foldByUid));
            case SURICATA -> List.of(new SuricataEve());
            case ARKIME -> List.of(new ArkimeSessions());
            case ECS -> List.of(new EcsFlows());
            case ANY -> {
                List<Format<NetworkLog>> all = new ArrayList<>();
                for (Kind each : Kind.values()) {
                    all.addAll(each == Kind.ANY ? List.of() : formats(each));
                }
                yield all;
            }
        };
    }

    /** The files behind the options of network logs. */
    static List<Found> find(Inputs inputs, List<Options.NetworkPaths> options) {
        List<Found> found = new ArrayList<>();
        for (Options.NetworkPaths option : options) {
            inputs.find(option.paths(), wanted(option.kind())).forEach(input -> found.add(new Found(option.kind(), input)));
        }
        return found;
    }

    NetworkLog network(Kind kind, Input input) throws NotThisLog {
        return recognise(input, formats(kind));
    }

    /** Every format of network logs, for single lines. */
    List<Format<NetworkLog>> network() {
        return formats(Kind.ANY);
    }

    /** The host log that lines without a file are of. */
    static HostLog hostLines() {
        return HOST_LOGS.get(0).open("");
    }

    static HostLog host(Input input) throws NotThisLog {
        return recognise(input, HOST_LOGS);
    }

    private static <L> L recognise(Input input, List<Format<L>> formats) throws NotThisLog {
        String notALog = input.notALog();
        if (notALog != null) {
            throw new NotThisLog(notALog);
        }
        byte[] head = input.head(Input.HEAD);
        List<String> refusals = new ArrayList<>();
        for (Format<L> format : formats) {
            String refusal = format.refuses(head, head.length);
            if (refusal == null) {
                return format.open(input.name());
            }
            refusals.add(format.name() + ": " + refusal);
        }
        String advice = Misplaced.advice(head);
        throw new NotThisLog("it is not what this option reads"
                + (advice != null ? ", " + advice : " (" + String.join("; ", refusals) + "); check the path"));
    }

    /**
     * Whether a file of this name tells of connections that Zeek's conn.log beside it tells of, too: those still open, long
     * ones (Corelight's zeek-long-connections), and copies for a shipper.
     */
    static boolean repeatsConnections(String file) {
        String name = baseName(file);
        return name.startsWith("open_conn") || name.contains(".open_conn.") || name.startsWith("conn_long")
                || name.contains(".conn_long.") || name.startsWith("json_streaming_conn");
    }

    /** The input itself, or, if it is a document of records (an answer of Elasticsearch, say), its records, one a line. */
    static Input lines(Input input) throws IOException {
        byte[] head = input.head(Input.HEAD);
        return Unrolled.isDocument(head, head.length) ? Unrolled.of(input) : input;
    }

    /** Which files of a folder are taken as logs of a kind (formats.md 1.5); dates in names choose nothing. */
    static Predicate<String> wanted(Kind kind) {
        return name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return switch (kind) {
                case ZEEK -> isZeekConn(lower);
                case SURICATA -> lower.startsWith("eve");
                case ARKIME, ECS -> lower.contains(".json") || lower.contains(".ndjson");
                case ANY -> isZeekConn(lower) || lower.startsWith("eve") || lower.contains(".json") || lower.contains(".ndjson");
            };
        };
    }

    /** Whether a file of this name is the summary that zeekctl writes beside a conn.log (formats.md 1.5): a shell's {@code conn*} means it, too. */
    static boolean isConnSummary(String file) {
        return baseName(file).startsWith("conn-summary");
    }

    private static String baseName(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isZeekConn(String name) {
        return !isConnSummary(name) && (name.startsWith("conn") && !name.startsWith("connect")
                || name.contains(".conn.") || repeatsConnections(name));
    }

    /** Which files of a folder are taken as osquery results: {@code osqueryd.results.log}, snapshots, rotated and renamed ones. */
    static boolean wantedHostLog(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("result") || lower.contains("snapshot") || lower.contains("osquery") && !lower.contains("status")
                && !lower.contains("info") && !lower.contains("warning") && !lower.contains("error")
                && !lower.endsWith(".conf") && !lower.endsWith(".flags");
    }
}
