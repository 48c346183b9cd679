package correlate;

import java.util.Properties;

/** The stream as the command line sees it, so that everything else starts without Kafka's jars. */
interface StreamEntry {
    /**
     * Runs until it is stopped.
     *
     * @param settings those of the Kafka clients under their own names, and ours as {@code correlate.} and the option's name
     * @return the exit status
     * @throws IllegalArgumentException with a sentence for the user, if a setting is wrong
     */
    int run(Console console, Properties settings) throws InterruptedException;
}
