package correlate.report;

import java.io.IOException;

/** Nobody reads the output any more, as after {@code | head}: the run ends quietly. */
public final class ClosedPipe extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedPipe(IOException cause) {
        super("nobody reads the output any more", cause);
    }
}
