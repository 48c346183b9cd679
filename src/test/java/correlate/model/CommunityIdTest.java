package correlate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommunityIdTest {
    /** Both forms of one id: corelight/community-id-spec, baseline/README.md (BSD-3-Clause). */
    private static final String BASE64 = "1:LQU9qZlK+B5F3KDmev6m5PMibrg=";
    private static final String HEX = "1:2d053da9994af81e45dca0e67afea6e4f3226eb8";

    @Test
    void readsAndPrintsBothForms() {
        CommunityId id = CommunityId.parse(BASE64);
        assertEquals(BASE64, id.toString());
        assertEquals(HEX, id.toHex());
        assertEquals(id, CommunityId.parse(HEX));
        assertEquals(id, CommunityId.parse("1:" + HEX.substring(2).toUpperCase(java.util.Locale.ROOT)));
        assertEquals(0x2d053da9994af81eL, id.high());
        assertEquals(0x45dca0e67afea6e4L, id.middle());
        assertEquals(0xf3226eb8, id.low());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "(empty)", "1:", "1", "LQU9qZlK+B5F3KDmev6m5PMibrg=", "2:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "1:LQU9qZlK+B5F3KDmev6m5PMibrg", "1:LQU9qZlK+B5F3KDmev6m5PMibr==", "1:LQU9qZlK+B5F3KDmev6m5PMibrgA",
        "1:LQU9qZlK-B5F3KDmev6m5PMibrg=", "1:LQU9qZlK+B5F3KDmev6m5PMibrg= ", " 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "1:LQU9qZlK+B5F3KDmev6m5PM\nbrg=", "1:LQU9qZlK+B5F3KDmev6m5PMibrh=", "1:2d053da9994af81e45dca0e67afea6e4f3226eb",
        "1:2d053da9994af81e45dca0e67afea6e4f3226eb88", "1:2d053da9994af81e45dca0e67afea6e4f3226ebg",
        "1:\u0662d053da9994af81e45dca0e67afea6e4f3226eb8"})
    void refusesWhatIsNoId(String text) {
        assertNull(CommunityId.parse(text));
    }

    @Test
    void readsAndPrintsAsBase64Does() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] digest = new byte[20];
            random.nextBytes(digest);
            String text = "1:" + Base64.getEncoder().encodeToString(digest);
            assertEquals(text, CommunityId.of(digest).toString());
            assertEquals(CommunityId.of(digest), CommunityId.parse(text));
            assertEquals("1:" + HexFormat.of().formatHex(digest), CommunityId.of(digest).toHex());
        }
    }
}
