package correlate;

import correlate.identify.CommunityIds;
import correlate.identify.SeedSearch;
import correlate.identify.Tuple;
import correlate.model.CommunityId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the Community ID of a tuple, or of every tuple on standard input. Throws {@link IOException} if a stream fails. */
@Command(name = "community-id", sortOptions = false,
        header = "Prints the version 1 Community ID of a tuple.",
        customSynopsis = {
            "correlate community-id [options] PROTO SADDR DADDR [SPORT DPORT]",
            "       correlate community-id [options] SADDR SPORT DADDR DPORT PROTO",
            "       correlate community-id [options] -"},
        description = {"",
            "Protocols: tcp, udp, sctp, icmp, icmp6, or a number from 0 to 255. For ICMP the ports are type and code."
                + " Ports of other protocols are left out of the id.",
            "",
            "With - every line of standard input gives one line: its id, or - where the line is no tuple; the reason goes"
                + " to standard error. Blank lines and lines that begin with # give - without a complaint, so line N of the"
                + " output always belongs to line N of the input, as paste(1) needs it.",
            ""},
        optionListHeading = "Options:%n",
        footer = {"",
            "Examples:",
            "  correlate community-id tcp 10.0.0.1 10.0.0.2 1122 3344",
            "  zeek-cut id.orig_h id.orig_p id.resp_h id.resp_p proto < conn.log |",
            "      correlate community-id -"})
final class CommunityIdCommand implements Callable<Integer> {
    private final InputStream in;
    private final Writer out;
    private final PrintWriter err;
    private final Set<String> notes = new HashSet<>();

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
            description = "The sensors' seed, 0 to 65535; ${DEFAULT-VALUE} if not given.")
    private int seed;

    @Option(names = "--no-base64", description = "Print the digest as 40 hex digits.")
    private boolean hex;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    /** A command on these streams; none of them is closed. */
    CommunityIdCommand(InputStream in, Writer out, PrintWriter err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Gives 0; a line that is no tuple is reported, and no failure. */
    @Override
    public Integer call() throws IOException {
        if (seed < 0 || seed > SeedSearch.LARGEST_SEED) {
            throw wrong("--seed takes a number from 0 to 65535");
        }
        CommunityIds ids = new CommunityIds(seed);
        if (words.equals(List.of("-"))) {
            everyLine(ids);
        } else {
            one(ids);
        }
        out.flush();
        return 0;
    }

    private void one(CommunityIds ids) throws IOException {
        TypedTuple typed = TypedTuple.of(words);
        if (typed.tuple() == null) {
            throw wrong(typed.reason());
        }
        note(typed, "");
        print(ids, typed.tuple());
    }

    private void everyLine(CommunityIds ids) throws IOException {
        TupleLines lines = new TupleLines(in, out);
        while (lines.next()) {
            List<String> parts = lines.words();
            if (parts.isEmpty() || parts.get(0).startsWith("#")) {
                out.write("-\n");
                continue;
            }
            TypedTuple typed = lines.isTooLong() ? TypedTuple.no("the line is too long for a tuple") : TypedTuple.of(parts);
            if (typed.tuple() == null) {
                out.write("-\n");
                say("line " + lines.number() + ": " + typed.reason());
            } else {
                note(typed, "line " + lines.number() + ": ");
                print(ids, typed.tuple());
            }
        }
    }

    /** Says each thing once: a million lines need not hear it a million times. */
    private void note(TypedTuple typed, String where) {
        if (typed.note() != null && notes.add(typed.note())) {
            say(where + "note: " + typed.note());
        }
    }

    private void say(String sentence) {
        err.print(sentence + "\n");
        err.flush();
    }

    private void print(CommunityIds ids, Tuple tuple) throws IOException {
        CommunityId id = ids.of(tuple);
        out.write(hex ? id.toHex() : id.toString());
        out.write('\n');
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
