package correlate.identify;

import correlate.model.CommunityId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an input that a test wrote out byte by byte. */
final class Sha1 {
    private Sha1() {
    }

    static CommunityId ofHex(String hex) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(HexFormat.of().parseHex(hex.replace(" ", "")));
            return CommunityId.parse("1:" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
