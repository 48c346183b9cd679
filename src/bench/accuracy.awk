# Sums the lines of Score --label over the seeds and prints two Markdown tables.
# Strict is confirmed alone; for event tables, the nearest candidate alone.
# In: label, verdicts, kind, must, found, must not, wrong.
{
    log_ = $1
    if (!(log_ in seen)) { seen[log_] = 1; logs[++count] = log_ }
    set = $2 == "confirmed" || $2 ~ /nearest$/ ? "c" : "all"
    must[log_, set] += $4; found[log_, set] += $5; wrong[log_, set] += $7
    if (set == "all" && $4 + $6 > 0) {
        by = $3 "\t" log_
        if (!(by in kindSeen)) { kindSeen[by] = 1; kinds[++kindCount] = by }
        kindMust[by] += $4; kindFound[by] += $5; kindMustNot[by] += $6; kindWrong[by] += $7
    }
}

function share(part, whole) { return whole == 0 ? "–" : sprintf("%.4f", part / whole) }

END {
    print "| format | interval s | recall | of | precision | wrong | strict recall | strict precision |"
    print "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for (i = 1; i <= count; i++) {
        l = logs[i]
        printf "| %s | %s | %d | %s | %d | %s | %s |\n", l, share(found[l, "all"], must[l, "all"]), must[l, "all"],
            share(found[l, "all"], found[l, "all"] + wrong[l, "all"]), wrong[l, "all"],
            ((l, "c") in must) ? share(found[l, "c"], must[l, "c"]) : "–",
            ((l, "c") in must) ? share(found[l, "c"], found[l, "c"] + wrong[l, "c"]) : "–"
    }
    print "\n| kind of row | format | interval s | found | of | wrongly reported | of |"
    print "| --- | --- | --- | --- | --- | --- | --- |"
    for (i = 1; i <= kindCount; i++) {
        by = kinds[i]
        split(by, part, "\t")
        printf "| %s | %s | %d | %d | %d | %d |\n", part[1], part[2], kindFound[by], kindMust[by], kindWrong[by], kindMustNot[by]
    }
}
