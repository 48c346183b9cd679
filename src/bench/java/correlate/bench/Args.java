package correlate.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line of {@code --name value} options, {@code --flag}s and plain words. */
final class Args {
    private final Map<String, String> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    Args(String[] args, Set<String> flags, Set<String> valued) {
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : null;
            if (name == null) {
                words.add(args[i]);
            } else if (flags.contains(name)) {
                options.put(name, "");
            } else if (valued.contains(name) && i + 1 < args.length) {
                options.put(name, args[++i]);
            } else {
                throw new IllegalArgumentException("unknown option, or one without its value: " + args[i]);
            }
        }
    }

    /** The plain words; an error that shows {@code usage} if there are not so many. */
    List<String> words(int least, int most, String usage) {
        if (words.size() < least || words.size() > most) {
            throw new IllegalArgumentException("usage: " + usage);
        }
        return words;
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    String text(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    double number(String name, double otherwise) {
        return has(name) ? Double.parseDouble(options.get(name)) : otherwise;
    }

    /** Runs a main method; a mistake in its arguments ends with one line and status 2. */
    static void run(Body body, String[] args) throws Exception {
        try {
            body.run(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** A main method. */
    interface Body {
        void run(String[] args) throws Exception;
    }
}
