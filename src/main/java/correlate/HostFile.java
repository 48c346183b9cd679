package correlate;

import correlate.read.Input;
import correlate.source.HostLog;

/** One host log of the run, and what reading it told. */
final class HostFile {
    final int number;
    final Input input;
    final HostLog log;
    final Tally tally = new Tally();

    HostFile(int number, Input input, HostLog log) {
        this.number = number;
        this.input = input;
        this.log = log;
    }
}
