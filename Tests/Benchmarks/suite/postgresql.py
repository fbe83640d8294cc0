"""PostgreSQL: tables of intervals over its Unix socket, asked by pgbench with prepared statements."""

import glob
import os
import shutil
import tempfile
import time

from common import CLASSES, Failure, needs, program, quantiles, run, say
from questions import SEEDS, SECOND, pairs, pgbench, requests, text

DIFF_CHECKED = 5


class Cluster:
    """A server of its own in a temporary folder, which listens on a socket there and nowhere else."""

    def __init__(self, fsync=False):
        needs("initdb", "pgbench")
        self.fsync = fsync

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="hindcast-pg-")
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")
        self.data = os.path.join(self.folder, "data")
        run(self.user + [program("initdb"), "-D", self.data, "-A", "trust", "-U", "postgres"], cwd="/")
        settings = f"-k {self.folder} -c listen_addresses= -c shared_buffers=512MB -c max_wal_size=8GB"
        settings += "" if self.fsync else " -c fsync=off"
        log = os.path.join(self.folder, "log")
        run(self.user + [program("pg_ctl"), "-D", self.data, "-l", log, "-w", "-o", settings, "start"], cwd="/")
        return self

    def __exit__(self, *_):
        run(self.user + [program("pg_ctl"), "-D", self.data, "-m", "immediate", "stop"], cwd="/")
        shutil.rmtree(self.folder)

    def psql(self, *commands, **options):
        arguments = [program("psql"), "-h", self.folder, "-U", "postgres", "-q", "-At", "-F", "\t"]
        for command in commands:
            arguments += ["-c", command]
        return run(arguments + ["-v", "ON_ERROR_STOP=1"], **options)

    def pgbench(self, script, seed, seconds, count=None):
        """The times of a script's transactions, in seconds."""
        path = os.path.join(self.folder, "ask.sql")
        with open(path, "w") as file:
            file.write(script)
        os.chmod(path, 0o644)
        prefix = os.path.join(self.folder, "times")
        length = ["-t", str(count)] if count else ["-T", str(max(1, int(seconds)))]
        run(self.user + [
            program("pgbench"), "-h", self.folder, "-U", "postgres", "-n", "-M", "prepared", "-c", "1", "-j", "1",
            "-D", f"x={seed}", "-l", "--log-prefix", prefix, "-f", path, "postgres",
        ] + length, cwd=self.folder)
        times = []
        for name in glob.glob(prefix + "*"):
            with open(name) as file:
                times += [int(line.split()[2]) / 1e6 for line in file]
            os.remove(name)
        return times


def load(cluster, context, table, subjects):
    """Makes a table of intervals; the port that is asked about is 0 there."""
    with open(os.path.join(context.folder, table + ".tsv")) as file:
        columns = [field.split(":") for field in file.readline().rstrip("\n").split("\t")]
        kinds = {"integer": "bigint", "text": "text"}
        declared = ", ".join(f'"{name}" {kinds[kind]}' for name, kind in columns)
        cluster.psql(f"CREATE TABLE {table} ({declared})")
        path = os.path.join(cluster.folder, table + ".tsv")
        ports = [str(service["port"]) for service in subjects["services"]]
        with open(path, "w") as target:
            for line in file:
                if table == "serving":
                    fields = line.split("\t")
                    if fields[1] == ports[int(fields[0])]:
                        fields[1] = "0"
                    line = "\t".join(fields)
                target.write(line)
    copy = f"COPY {table} FROM STDIN (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\b', NULL '')"
    with open(path) as file:
        cluster.psql(copy, stdin=file)
    os.remove(path)
    return ", ".join(f't."{name}"' for name, _ in columns if name not in ("s", "p", "c", "a"))


def indexes(cluster, kind):
    if kind == "gist":
        cluster.psql(
            "CREATE EXTENSION btree_gist",
            "CREATE INDEX ON serving USING gist (s, p, int8range(f, u))",
            "CREATE INDEX ON owners USING gist (a, int8range(f, u))",
        )
    else:
        cluster.psql("CREATE INDEX ON serving (s, p, u, f)", "CREATE INDEX ON owners (a, u, f)")
    cluster.psql(
        "CREATE INDEX ON serving (f)", "CREATE INDEX ON serving (u)", "CREATE INDEX ON serving (c)",
    )
    cluster.psql("VACUUM ANALYZE serving", "VACUUM ANALYZE owners")


def statements(kind, serving, owners):
    """The statements of the classes."""
    if kind == "gist":
        instant = "int8range(t.f, t.u) @> (:a)::int8"
        span = "int8range(t.f, t.u) && int8range((:a)::int8, (:b)::int8)"
    else:
        instant = "t.u > :a AND t.f <= :a"
        span = "t.u > :a AND t.f < :b"
    service = "FROM serving t WHERE t.s = :s AND t.p = 0 AND"

    def side(sign, moved, there, missing):
        return (
            f"SELECT '{sign}', {serving} FROM serving t WHERE {moved} AND {there} AND NOT EXISTS "
            f"(SELECT 1 FROM serving o WHERE o.c = t.c AND {missing})"
        )

    return {
        "serving": f"SELECT {serving} {service} {instant}",
        "owner": f"SELECT {owners} FROM owners t WHERE t.a = :s AND {instant}",
        "hour": f"SELECT {serving} {service} {span}",
        "diff": side("-", "t.u > :a AND t.u <= :b", "t.f <= :a", "o.f <= :b AND o.u > :b")
        + " UNION ALL " + side("+", "t.f > :a AND t.f <= :b", "t.u > :b", "o.f <= :a AND o.u > :a"),
        "outages": f"""
            WITH w AS (SELECT greatest(t.f, (:a)::int8) AS f, least(t.u, (:b)::int8) AS u {service} {span}),
            m AS (SELECT f, max(u) OVER (ORDER BY f ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM w)
            SELECT coalesce(before, (:a)::int8), f FROM m WHERE f > coalesce(before, (:a)::int8)
            UNION ALL SELECT coalesce(max(u), (:a)::int8), (:b)::int8 FROM w HAVING coalesce(max(u), (:a)::int8) < (:b)::int8""",
    }


def canonical(question, lines):
    if question != "diff":
        return sorted(lines)
    gone = sum(line.startswith("-") for line in lines)
    return [f"{gone}\t{len(lines) - gone}"]


def check(cluster, context, question, statement, subjects):
    """Compares answers with Hindcast's own; returns how many were, and how many differ."""
    answers = context.answers(question)
    script = []
    for subject, begin, end in requests(question, subjects, len(answers)):
        filled = statement
        for name, value in ((":s", subject), (":a", begin * SECOND), (":b", end * SECOND)):
            filled = filled.replace(name, str(value))
        script.append(" ".join(filled.split()) + ";\n\\echo =====\n")
    output = cluster.psql(input="".join(script))
    found = [part.strip("\n").split("\n") if part.strip("\n") else [] for part in output.split("=====\n")]
    checked = wrong = 0
    for index, answer in enumerate(answers):
        if answer is None:
            continue
        checked += 1
        if canonical(question, found[index]) != answer:
            wrong += 1
            if wrong == 1:
                say(f"  differs: {text(question, requests(question, subjects, index + 1)[-1], subjects)}")
    return checked, wrong


def attribute(cluster, kind, subjects):
    """Seconds for all pairs at once, their rows read by the client."""
    lines = "".join(f"{address}\t{second * SECOND}\n" for address, second in pairs(subjects))
    cluster.psql("CREATE TABLE pairs (a bigint, t bigint)")
    cluster.psql("COPY pairs FROM STDIN", input=lines)
    cluster.psql("ANALYZE pairs")
    held = "int8range(o.f, o.u) @> p.t" if kind == "gist" else "o.u > p.t AND o.f <= p.t"
    times = []
    for _ in range(2):
        begun = time.monotonic()
        output = cluster.psql(f"SELECT p.a, p.t, o.* FROM pairs p JOIN owners o ON o.a = p.a AND {held}")
        times.append(time.monotonic() - begun)
    pairs_held = len({tuple(line.split("\t")[:2]) for line in output.splitlines()})
    return {"firstSeconds": times[0], "secondSeconds": times[1], "pairs": 100_000, "distinctHeld": pairs_held}


def measure(context):
    subjects = context.subjects()
    found = {}
    for kind in ("btree", "gist"):
        with Cluster() as cluster:
            begun = time.monotonic()
            serving = load(cluster, context, "serving", subjects)
            owners = load(cluster, context, "owners", subjects)
            indexes(cluster, kind)
            loaded = time.monotonic() - begun
            asked = {}
            for question, statement in statements(kind, serving, owners).items():
                checked, wrong = check(cluster, context, question, statement, subjects)
                count = 5 if question == "diff" else None
                times = cluster.pgbench(pgbench(question, subjects, statement), SEEDS[question], context.seconds, count)
                asked[question] = dict(quantiles(times), checked=checked, wrong=wrong)
                say(f"  PostgreSQL ({kind}), {question}: p50 {asked[question]['p50']:.0f} µs, {wrong} of {checked} wrong")
            size = sum(
                int(cluster.psql(f"SELECT pg_total_relation_size('{table}')")) for table in ("serving", "owners")
            )
            found[kind] = {
                "questions": asked, "loadSeconds": loaded, "bytes": size,
                "pairs": attribute(cluster, kind, subjects),
            }
    if set(found["btree"]["questions"]) != set(CLASSES):
        raise Failure("a class was not measured")
    return found
