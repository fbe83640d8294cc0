"""What was measured as Markdown: the targets, and the peers beside Hindcast."""

CLASSES = ["serving", "owner", "hour", "diff", "outages"]
TITLES = {
    "serving": "who served S:P at T", "owner": "owner of IP at T", "hour": "one hour of a Service",
    "diff": "diff of all Services", "outages": "outages of a day",
}
HAND = "SQLite, hand-written"
RTREE = "SQLite, R*Tree"
GONE = "not measured"
PLACES = ("anywhere", "beginning", "middle", "end")
# Of fewer questions of a size nothing is said.
SHARE_MIN = 20


def micros(value):
    """Microseconds, as people read them."""
    if value is None:
        return "–"
    if value < 1000:
        return f"{value:.0f} µs" if value >= 10 else f"{value:.1f} µs"
    if value < 1e6:
        return f"{value / 1e3:.3g} ms"
    return f"{value / 1e6:.3g} s"


def both(row):
    """p50 and p99 of what was measured."""
    if not row:
        return "–"
    return micros(row["p50"]) + (f" / {micros(row['p99'])}" if "p99" in row else "")


class Figures:
    """The figures of a run by name; what was not measured is None."""

    def __init__(self, results):
        self.results = {name: found for name, found in results.items() if found and "notMeasured" not in found}
        self.reasons = {name: found["notMeasured"] for name, found in results.items() if found and "notMeasured" in found}

    def get(self, *path):
        value = self.results
        for name in path:
            if not isinstance(value, dict) or name not in value:
                return None
            value = value[name]
        return value

    def question(self, peer, question, place="anywhere", source="warm", stage="questions"):
        for row in self.get(stage, "measurements") or []:
            if (row["peer"], row["question"], row["place"], row["source"]) == (peer, question, place, source):
                return row
        return None

    def ratio(self, left, right, part="p50"):
        return left[part] / right[part] if left and right and right[part] else None

    def pairs(self, peer):
        for row in self.get("questions", "pairs") or []:
            if row["peer"] == peer:
                return row
        return None

    def in_process(self, question):
        """The peers in one process with Hindcast, by name."""
        rows = {name: self.question(name, question) for name in (HAND, RTREE)}
        rows["DuckDB"] = self.get("duckdb", "questions", question)
        return {name: row for name, row in rows.items() if row}

    def over_sockets(self, question):
        rows = {
            "PostgreSQL, B-trees": self.get("postgresql", "btree", "questions", question),
            "PostgreSQL, GiST": self.get("postgresql", "gist", "questions", question),
            "Prometheus": self.get("prometheus", "questions", question),
        }
        return {name: row for name, row in rows.items() if row}


def target(what, wanted, measured, is_met):
    sign = GONE if is_met is None else ("met" if is_met else "missed")
    return f"| {what} | {wanted} | {measured} | {sign} |"


def best(rows):
    """The peer with the least p50; None where there is none."""
    return min(rows.items(), key=lambda item: item[1]["p50"]) if rows else None


def against_best(figures, question, factor, wanted):
    """A row of a class against the best peer, in process and over sockets."""
    lines = []
    sides = [
        ("in process", figures.question("hindcast", question), figures.in_process(question)),
        ("over HTTP against sockets", figures.get("http", question), figures.over_sockets(question)),
    ]
    for name, own, rows in sides:
        found = best(rows)
        ratio = figures.ratio(own, found[1]) if found else None
        text = GONE if ratio is None else f"{both(own)}; {found[0]} {both(found[1])}; {ratio:.2f}x"
        lines.append(target(f"{TITLES[question]}, {name}", wanted, text, None if ratio is None else ratio <= factor))
    return lines


def append_rows(figures):
    store = figures.get("store")
    rows = []
    if store:
        rate = store["events"] / store["seconds"]
        rows.append(target("append, watch JSON to events and projections", "≥ 20,000 events/s", f"{rate:,.0f} events/s", rate >= 20_000))
        halves = figures.get("append", "halves")
        if halves:
            rates = {name: halves[name]["events"] / halves[name]["seconds"] for name in ("prepare", "commit", "commit-log")}
            share = rate / min(rates["prepare"], rates["commit"])
            text = (
                f"{share:.0%}; prepared alone {rates['prepare']:,.0f}/s, committed alone {rates['commit']:,.0f}/s"
                f" ({rates['commit-log']:,.0f}/s without projections)"
            )
            rows.append(target("append, of its slower half alone", "≥ 60 %", text, share >= 0.6))
        memory = store["memoryMB"]
        rows.append(target("append, memory, the pages of mapped files included", "< 300 MB", f"{memory:.0f} MB", memory < 300))
    rebuild = figures.get("append", "rebuild")
    rate = rebuild["events"] / rebuild["seconds"] if rebuild else None
    rows.append(target("rebuild of all projections", "≥ 25,000 events/s", GONE if rate is None else f"{rate:,.0f} events/s", rate and rate >= 25_000))
    medium = figures.get("medium")
    size = medium["bytes"] / medium["all"]["events"] if medium else None
    rows.append(target("bytes an event on `medium`, as appended", "≤ 400", GONE if size is None else f"{size:.0f}", None if size is None else size <= 400))
    return rows


def main_rows(figures):
    rows = []
    for place in PLACES:
        own, hand = (figures.question(peer, "serving", place) for peer in ("hindcast", HAND))
        ratios = [figures.ratio(own, hand, part) for part in ("p50", "p99")]
        text = GONE if None in ratios else f"{both(own)}; SQL {both(hand)}; {ratios[0]:.1f}x / {ratios[1]:.1f}x"
        rows.append(target(
            f"`pods serving S on port P at T`, warm, {place}", "p50 and p99 ≤ 1x of hand-written SQL", text,
            None if None in ratios else max(ratios) <= 1,
        ))
    planned, kept = figures.get("questions", "planned"), figures.get("questions", "plannedFromCache")
    text = GONE if planned is None else f"{planned / 1e3:.1f} µs; {kept / 1e3:.1f} µs from the cache"
    rows.append(target("the same, text to plan", "≤ 10 µs, or from the cache", text, None if planned is None else min(planned, kept) <= 10_000))
    rows += growth_rows(figures)
    own = figures.get("http", "serving")
    socket = best({name: row for name, row in figures.over_sockets("serving").items() if name.startswith("PostgreSQL")})
    text = GONE if not own or not socket else f"{both(own)}; {socket[0]} {both(socket[1])}"
    rows.append(target("the same over HTTP, keep-alive", "ahead of PostgreSQL's socket", text, None if not own or not socket else own["p50"] < socket[1]["p50"]))
    half = figures.get("http", "half")
    peak = figures.get("http", "peak")
    text = GONE if not half else f"{micros(half['p99'])} at {half['rate']:,.0f}/s; the most {peak['rate']:,.0f}/s"
    rows.append(target("the same, p99 at half of the highest rate", "< 5 ms", text, None if not half else half["p99"] < 5000))
    shell = figures.get("shell")
    text = GONE if not shell else f"{both(shell)}; `--version` alone {micros(shell['empty']['p50'])}"
    rows.append(target("the same from the shell, cold process", "≤ 30 ms", text, None if not shell else shell["p50"] <= 30_000))
    own, hand = (figures.question(peer, "owner") for peer in ("hindcast", HAND))
    ratio = figures.ratio(own, hand)
    text = GONE if ratio is None else f"{both(own)}; SELECT {both(hand)}; {ratio:.1f}x"
    rows.append(target("owner of an address at T", "≤ 1.5x of the bare SELECT", text, None if ratio is None else ratio <= 1.5))
    return rows


def growth_rows(figures):
    """Every place of the history against every other."""
    rows = []
    for question in ("serving", "owner"):
        places = [figures.question("hindcast", question, place) for place in PLACES]
        if all(places):
            times = [row["p50"] for row in places]
            spread = max(times) / min(times)
            rows.append(target(f"{TITLES[question]}, any T", "within 1.3x", f"{spread:.2f}x between places", spread <= 1.3))
    return rows


def growth_table(figures):
    """What questions of an instant take at each size, answers of the same size compared."""
    found = figures.get("growth")
    if not found:
        return []
    sizes = list(found["grown"])
    lines = [
        "The questions of an instant, p50 anywhere in the history, and the largest ratio of the last size to the"
        " first at any place of it:", "",
        "| history | question | asked | " + " | ".join(sizes) + " | at most |", "| --- " * (len(sizes) + 4) + "|",
    ]
    for subject in ("steady", "busy", "churn"):
        rows = {size: {key(row): row["p50"] for row in found["grown"][size][subject]} for size in sizes}
        lines += growth_lines(f"`{subject}`", sizes, rows)
    sizes = list(found["simulated"])
    shares = {}
    for size in sizes:
        for row in found["simulated"][size]["measurements"]:
            for count, share in (row["byRows"] or {}).items():
                if share["questions"] >= SHARE_MIN:
                    shares.setdefault(int(count), {}).setdefault(size, {})[key(row)] = share["p50"]
    for count in sorted(shares):
        rows = shares[count]
        if set(rows) >= {sizes[0], sizes[-1]}:
            name = "no row" if count == 0 else f"{count} to {2 * count - 1} rows" if count > 1 else "1 row"
            lines += growth_lines(f"simulated, {name}", sizes, rows)
    return lines + [""]


def key(row):
    return row["question"], row["source"], row["place"]


def growth_lines(name, sizes, rows):
    lines = []
    for question in ("serving", "owner"):
        for source in ("evaluated", "warm", "fresh", "cold"):
            first, last = rows[sizes[0]], rows[sizes[-1]]
            ratios = [
                last[known] / first[known] for known in first
                if known[:2] == (question, source) and known in last and first[known]
            ]
            if not ratios:
                continue
            cells = [micros(rows.get(size, {}).get((question, source, "anywhere"))) for size in sizes]
            lines.append(f"| {name} | {TITLES[question]} | {source} | " + " | ".join(cells) + f" | {max(ratios):.2f}x |")
    return lines


def bulk_rows(figures):
    rows = []
    own = figures.pairs("hindcast")
    text = GONE if not own else f"{own['firstSeconds'] * 10:.2f} µs in the first pass, {own['secondSeconds'] * 10:.2f} µs in the next"
    rows.append(target("a pair of an address and a time, 100,000 at once", "≤ 1 µs", text, own and own["secondSeconds"] * 10 <= 1))
    found = figures.get("attribution")
    text = GONE if not found else f"{found['rowsPerSecond']:,} rows/s, {found['wrong']} wrong of {found['rows']:,}"
    rows.append(target("attribution from file to file", "≥ 250,000 rows/s", text, None if not found else found["rowsPerSecond"] >= 250_000))
    live = figures.get("recording")
    text = GONE if not live else f"{live['percent']:.1f} % of one core, {live['memoryMiB']} MiB"
    is_met = None if not live else live["percent"] < 10 and live["memoryMiB"] < 150
    rows.append(target("live collector, 300 events/s", "< 10 % of one core, < 150 MB", text, is_met))
    return rows


def seconds(value):
    return "–" if value is None else micros(value * 1e6)


def peers_table(figures):
    lines = [
        "| | " + " | ".join(TITLES[name] for name in CLASSES) + " | 100k pairs | load, events/s | B/event |",
        "| --- " * (len(CLASSES) + 4) + "|",
    ]
    store = figures.get("store")
    events = store["events"] if store else None
    rate = f"{events / store['seconds']:,.0f}" if store else "–"
    size = f"{store['bytes'] / events:.0f}" if store else "–"

    def line(name, rows, pairs, load, bytes_):
        return f"| {name} | " + " | ".join(both(rows.get(question)) for question in CLASSES) + f" | {pairs} | {load} | {bytes_} |"

    def an_event(value):
        return "–" if value is None or not events else f"{value / events:.0f}"

    own = {question: figures.question("hindcast", question) for question in CLASSES}
    pairs = figures.pairs("hindcast")
    lines.append(line("Hindcast, in process", own, seconds(pairs and pairs["firstSeconds"]), rate, size))
    for name in (HAND, RTREE):
        rows = {question: figures.question(name, question) for question in CLASSES}
        pairs = figures.pairs(name)
        lines.append(line(name + ", in process", rows, seconds(pairs and pairs["firstSeconds"]), "–", an_event(figures.get("tables", "bytes", name))))
    duck = figures.get("duckdb") or {}
    lines.append(line("DuckDB, in process", duck.get("questions", {}), seconds(figures.get("duckdb", "pairs", "firstSeconds")), "–", an_event(duck.get("bytes"))))
    lines.append(line("Hindcast, HTTP", figures.get("http") or {}, "–", rate, size))
    for kind, name in (("btree", "PostgreSQL, B-trees, socket"), ("gist", "PostgreSQL, ranges + GiST, socket")):
        found = figures.get("postgresql", kind) or {}
        lines.append(line(name, found.get("questions", {}), seconds(found.get("pairs", {}).get("firstSeconds")), "–", an_event(found.get("bytes"))))
    found = figures.get("prometheus") or {}
    share = f", {found['share']:.0%} of the history" if found else ""
    lines.append(line(f"Prometheus, HTTP, 30 s samples{share}", found.get("questions", {}), "–", "–", "–"))
    lines.append(line("grep + jq over the recording", figures.get("jq") or {}, "–", "–", an_event(store and store["recordingBytes"])))
    for kind, name in (("sqlite", "events as text in SQLite"), ("postgresql", "events as jsonb in PostgreSQL")):
        found = figures.get("kept", kind)
        load = f"{found['events'] / found['seconds']:,.0f}" if found else "–"
        kept = f"{found['bytes'] / found['events']:,.0f}" if found else "–"
        lines.append(line(name, {}, "–", load, kept))
    return lines


def checked(figures):
    """How many answers of peers were compared with Hindcast's own."""
    rows = [(row["peer"], row) for row in figures.get("questions", "measurements") or [] if row["source"] == "warm" and row["checked"]]
    for kind in ("btree", "gist"):
        rows += [("PostgreSQL", row) for row in (figures.get("postgresql", kind, "questions") or {}).values()]
    rows += [("DuckDB", row) for row in (figures.get("duckdb", "questions") or {}).values()]
    count, wrong = sum(row["checked"] for _, row in rows), sum(row["wrong"] for _, row in rows)
    lines = [f"{count:,} answers of exact peers were compared with Hindcast's own: {wrong} differ."]
    found = figures.get("prometheus", "right")
    if found and found["asked"]:
        lines.append(f"Prometheus named the same Pods {found['same']} times of {found['asked']}.")
    return lines


def markdown(size, results):
    figures = Figures(results)
    store = figures.get("store")
    lines = [f"Size {size}: {store['events']:,} events, {store['recordingBytes'] / 1e9:.1f} GB of JSON." if store else f"Size {size}."]
    lines += ["", "| what | target | measured | |", "| --- | --- | --- | --- |"]
    lines += append_rows(figures) + main_rows(figures)
    for question, factor, wanted in (("hour", 1, "≤ 1x of the best peer"), ("outages", 1, "≤ 1x of the best peer"), ("diff", 0.7, "≤ 0.7x of the best peer")):
        lines += against_best(figures, question, factor, wanted)
    lines += bulk_rows(figures) + [""] + growth_table(figures)
    lines += ["p50 / p99:", ""] + peers_table(figures) + [""] + checked(figures)
    loads = [found["machine"]["before"]["load"][0] for found in figures.results.values() if "before" in found.get("machine", {})]
    if loads:
        lines.append(f"The load of the machine before the stages was {min(loads):.1f} to {max(loads):.1f}.")
    for name, reason in sorted(figures.reasons.items()):
        lines.append(f"Not measured: {name}: {reason}.")
    return "\n".join(lines)
