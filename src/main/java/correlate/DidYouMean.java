package correlate;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that somebody meant who mistyped it. */
final class DidYouMean {
    private DidYouMean() {
    }

    /** {@code ; did you mean --format?}, or nothing where no word is near. */
    static String of(String typed, Collection<String> known) {
        int most = Math.min(2, typed.replace("-", "").length() / 3);
        return known.stream().filter(word -> distance(typed, word) <= most)
                .min(Comparator.comparingInt((String word) -> distance(typed, word)).thenComparing(word -> word))
                .map(word -> "; did you mean " + word + "?").orElse("");
    }

    /** How many letters must be changed, added, taken away or swapped with the next one (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + other, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
