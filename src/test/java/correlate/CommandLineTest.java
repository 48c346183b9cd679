package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** A command line that is parsed by the options it gives alone means what it means among all options. */
final class CommandLineTest {
    private static final List<String> VALUES = List.of("a", "a", "a,b", "7", "7,8", ",", "", "-", "x=+1s", "\"q\"", "é *");

    @Test
    void optionsThatAreNotGivenChangeNothing() {
        Random random = new Random(23);
        int parsed = 0;
        for (int i = 0; i < 4000; i++) {
            String[] args = arguments(random);
            Map<MainOption, Object> values;
            try {
                values = values(Main.shortCommandLine(Console.none(), Main.given(args)), args);
            } catch (CommandLine.ParameterException e) {
                continue;                           // the whole command is asked
            }
            assertEquals(values(Main.commandLine(), args), values, () -> String.join(" ", args));
            parsed++;
        }
        assertTrue(parsed > 1000, parsed + " were parsed");
    }

    private static String[] arguments(Random random) {
        List<String> args = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            MainOption option = MainOption.values()[random.nextInt(MainOption.HELP.ordinal())];
            String name = option.names.get(random.nextInt(option.names.size()));
            int values = option.spec().arity().max() == 0 ? 0 : 1 + random.nextInt(10) / 8;
            if (values > 0 && random.nextInt(4) == 0) {
                name += '=' + VALUES.get(random.nextInt(VALUES.size()));
                values--;
            }
            args.add(name);
            for (; values > 0; values--) {
                args.add(VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        return args.toArray(new String[0]);
    }

    private static Map<MainOption, Object> values(CommandLine command, String... args) {
        ParseResult result = command.parseArgs(args);
        Map<MainOption, Object> values = new EnumMap<>(MainOption.class);
        for (MainOption option : MainOption.values()) {
            values.put(option, result.matchedOptionValue(option.names.get(0), (Object) null));
        }
        return values;
    }

    @Test
    void theUsualCommandLineGivesItsOptions() {
        assertEquals(EnumSet.of(MainOption.ZEEK, MainOption.OSQUERY, MainOption.FORMAT, MainOption.OUTPUT, MainOption.QUIET),
                Main.given("--zeek", "a.log", "-", "--osquery=b.log", "--format", "csv", "-o", "c.csv", "--quiet"));
    }

    /** Help, other commands, a file of arguments, short options in one, and names that are no option's. */
    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "verify", "stream", "@arguments", "-qo", "-ofile", "--", "--zee", "-5"})
    void whatMayAskForMoreIsLeftToTheWholeCommand(String arg) {
        assertNull(Main.given("--zeek", "a.log", arg));
    }

    @Test
    void everyOtherCommandIsLeftToTheWholeCommand() {
        Main.commandLine().getSubcommands().keySet().forEach(name -> assertNull(Main.given(name), name));
    }
}
