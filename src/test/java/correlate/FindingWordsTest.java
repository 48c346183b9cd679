package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Reason;
import correlate.model.Times;
import correlate.model.Verdict;
import org.junit.jupiter.api.Test;

/** No sentence says more than the gap beside it. */
class FindingWordsTest {
    private static String words(Verdict verdict, Reason reason, long seconds) {
        return reason.sentence(verdict, seconds * Times.SECOND);
    }

    @Test
    void whatIsKnownAtTheTimeIsStated() {
        assertEquals("seen alive during the connection", words(Verdict.CONFIRMED, Reason.ALIVE_DURING, 0));
        assertEquals("a process of the host listened on this port at that time", words(Verdict.WEAK, Reason.LISTENER, 0));
    }

    @Test
    void whatIsKnownOnlyAtOtherTimesIsNot() {
        assertEquals("seen alive no further from the connection than clocks may differ, and no other connection competes for it;"
                + " known alive 2m54s away from it", words(Verdict.CONFIRMED, Reason.ALIVE_DURING, 174));
        assertEquals("a process of the host may have listened on this port at that time; known alive 39s away from it",
                words(Verdict.WEAK, Reason.LISTENER, 39));
        assertEquals("the socket may have been alive during the connection; known alive 5s away from it",
                words(Verdict.POSSIBLE, Reason.MAY_BE_ALIVE, 5));
        assertEquals(Reason.CONNECT_EVENT.text(), words(Verdict.WEAK, Reason.CONNECT_EVENT, 2));
        assertEquals(Reason.STARTED_AFTER_CLOSE.text() + "; the nearest time at which it was known alive is 1m away",
                words(Verdict.EXCLUDED, Reason.STARTED_AFTER_CLOSE, 60));
    }
}
