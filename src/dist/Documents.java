import correlate.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Packaging step: writes man pages and shell completion from the command itself, so that they cannot disagree with it. */
final class Documents {
    /** What help calls the values that are names of files. */
    private static final Set<String> FILES = Set.of("PATH", "FILE", "FOLDER");

    /** Arguments: the folder to write below, and the date that the man pages bear. */
    public static void main(String[] args) throws IOException {
        CommandLine command = Main.commandLine();
        String name = command.getCommandName();
        Path share = Path.of(args[0]);
        String date = args[1].substring(0, 10);
        write(share.resolve("man/man1/" + name + ".1"), manPage(command.getCommandSpec(), date));
        for (CommandSpec sub : subcommands(command.getCommandSpec())) {
            write(share.resolve("man/man1/" + dashed(sub) + ".1"), manPage(sub, date));
        }
        write(share.resolve("bash-completion/completions/" + name), bash(name, command));
        write(share.resolve("zsh/site-functions/_" + name), zsh(command.getCommandSpec()));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().values().stream().map(CommandLine::getCommandSpec).distinct()
                .filter(sub -> !sub.usageMessage().hidden()).toList();
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static String dashed(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** The lines without picocli's markup and format signs, as --help shows them. */
    private static String plain(String... lines) {
        return String.join("\n", lines).lines()
                .map(line -> Ansi.OFF.string(String.format(line))).collect(Collectors.joining("\n"));
    }

    private static String summary(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        String text = plain(usage.header().length > 0 ? usage.header() : usage.description());
        return text.lines().findFirst().orElse(command.name());
    }

    // Man pages: man(7) macros. Text keeps its line breaks only where --help needs them, in lists and examples.

    private static String manPage(CommandSpec command, String date) {
        var page = new StringBuilder(".TH %s 1 %s %s\n".formatted(
                roff(dashed(command)).toUpperCase(java.util.Locale.ROOT), date, roff(command.root().name())));
        UsageMessageSpec usage = command.usageMessage();
        section(page, "NAME", roff(dashed(command)) + " \\- " + roff(summary(command)));
        section(page, "SYNOPSIS", literal(new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0).strip()));
        section(page, "DESCRIPTION", roff(plain(usage.description())));
        var arguments = new StringBuilder();
        command.positionalParameters().stream().filter(p -> !p.hidden())
                .forEach(p -> item(arguments, p.paramLabel(), p));
        options(command).stream().filter(option -> option.group() == null).forEach(option -> item(arguments, option));
        command.argGroups().forEach(group -> items(arguments, group));
        section(page, "OPTIONS", arguments.toString());
        section(page, "COMMANDS", subcommands(command).stream()
                .map(sub -> ".TP\n.B %s\n%s\nSee \\fB%s\\fR(1).".formatted(
                        roff(sub.name()), roff(summary(sub)), roff(dashed(sub))))
                .collect(Collectors.joining("\n")));
        section(page, "EXIT STATUS", usage.exitCodeList().entrySet().stream()
                .map(e -> ".TP\n.B %s\n%s".formatted(roff(e.getKey()), roff(plain(e.getValue()))))
                .collect(Collectors.joining("\n")));
        String heading = plain(usage.footerHeading()).strip().replaceAll(":$", "");
        section(page, heading.isEmpty() ? "NOTES" : roff(heading).toUpperCase(java.util.Locale.ROOT),
                usage.footer().length == 0 ? "" : literal(plain(usage.footer())));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String body) {
        if (!body.isBlank()) {
            page.append(".SH ").append(title).append('\n').append(body.stripTrailing()).append('\n');
        }
    }

    private static void items(StringBuilder page, ArgGroupSpec group) {
        if (group.heading() != null) {
            page.append(".SS ").append(roff(plain(group.heading()).strip().replaceAll(":$", ""))).append('\n');
        }
        group.options().stream().filter(option -> !option.hidden()).forEach(option -> item(page, option));
        group.subgroups().forEach(inner -> items(page, inner));
    }

    private static void item(StringBuilder page, OptionSpec option) {
        String label = option.paramLabel();
        String value = option.arity().max() == 0 ? "" : " " + label
                + (option.arity().max() > 1 ? "..." : option.splitRegex().isEmpty() ? "" : "[," + label + "...]");
        item(page, String.join(", ", option.names()) + value, option);
    }

    private static void item(StringBuilder page, String label, ArgSpec argument) {
        page.append(".TP\n.B ").append(roff(label)).append('\n').append(roff(plain(argument.description()))).append('\n');
    }

    private static String literal(String text) {
        return ".nf\n" + roff(text) + "\n.fi";
    }

    private static String roff(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(?=[.'])", "\\\\&");
    }

    /** Where picocli knows nothing to offer, its script turns off what bash offers by itself, the names of files. */
    private static String bash(String name, CommandLine command) {
        String script = AutoComplete.bash(name, command);
        String kept = script.replaceAll("(?m)^.*&& compopt \\+o default\n\n?", "");
        if (kept.equals(script)) {
            throw new IllegalStateException("picocli writes its completion otherwise now");
        }
        return kept;
    }

    // zsh's own completion shows the descriptions too; picocli writes that of bash only.

    private static String zsh(CommandSpec command) {
        var script = new StringBuilder("#compdef " + command.name() + "\n\nlocal -a commands=(\n");
        for (CommandSpec sub : subcommands(command)) {
            script.append("    ").append(quoted(sub.name() + ":" + summary(sub))).append('\n');
        }
        script.append(")\ncase $words[2] in\n");
        for (CommandSpec sub : subcommands(command)) {
            script.append("    (").append(sub.name()).append(")\n        shift words; (( CURRENT-- ))\n")
                    .append(arguments(sub, "*: :_files")).append("        ;;\n");
        }
        return script.append("    (*)\n").append(arguments(command, "1: :{ _describe command commands }"))
                .append("        ;;\nesac\n").toString();
    }

    private static String arguments(CommandSpec command, String rest) {
        List<String> specs = new ArrayList<>();
        for (OptionSpec option : options(command)) {
            String text = plain(option.description()).replaceAll("\\s+", " ").replaceAll("[\\[\\]:\\\\]", "\\\\$0");
            for (String name : option.names()) {
                specs.add(quoted("*" + name + "[" + text + "]" + value(option)));
            }
        }
        specs.add(quoted(rest));
        return specs.stream().collect(Collectors.joining(" \\\n            ", "        _arguments -S \\\n            ", "\n"));
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        // Several values: until the next word that begins with a dash.
        String label = (option.arity().max() > 1 ? ":*-*:" : ":") + option.paramLabel().replace(":", "\\:");
        Iterable<String> candidates = option.completionCandidates();
        if (candidates != null) {
            return label + ":(" + StreamSupport.stream(candidates.spliterator(), false)
                    .collect(Collectors.joining(" ")) + ")";
        }
        return label + (FILES.contains(option.paramLabel()) ? ":_files" : ": ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
