"""DuckDB in process; `bench.py` runs this file with the Python of a virtual environment that has it.

usage: duckdb_child.py FOLDER SECONDS
"""

import json
import os
import sys
import time

import duckdb

from common import CLASSES, quantiles, size_of
from questions import SECOND, pairs, requests

DIFF_MAX = 10


def columns(folder, table):
    with open(os.path.join(folder, table + ".tsv")) as file:
        return [field.split(":") for field in file.readline().rstrip("\n").split("\t")]


def load(connection, folder, table, order):
    """Makes a table, in an order in which its blocks can be passed over."""
    kinds = {"integer": "BIGINT", "text": "VARCHAR"}
    named = {name: kinds[kind] for name, kind in columns(folder, table)}
    connection.execute(
        f"CREATE TABLE {table} AS SELECT * FROM read_csv(?, delim='\t', header=false, skip=1, quote='', escape='', "
        f"columns={json.dumps(named)}) ORDER BY {order}",
        [os.path.join(folder, table + ".tsv")],
    )
    return ", ".join(f't."{name}"' for name in named if name not in ("s", "p", "c", "a"))


def statements(serving, owners):
    """The statements of the classes; $1 is the subject, $2 the port, $3 and $4 the ends."""

    def side(sign, moved, there, missing):
        return (
            f"SELECT '{sign}', {serving} FROM serving t WHERE {moved} AND {there} AND NOT EXISTS "
            f"(SELECT 1 FROM serving o WHERE o.c = t.c AND {missing})"
        )

    service = "FROM serving t WHERE t.s = $1 AND t.p = $2 AND"
    return {
        "serving": f"SELECT {serving} {service} t.u > $3 AND t.f <= $3",
        "owner": f"SELECT {owners} FROM owners t WHERE t.a = $1 AND t.u > $3 AND t.f <= $3",
        "hour": f"SELECT {serving} {service} t.u > $3 AND t.f < $4",
        "diff": side("-", "t.u > $3 AND t.u <= $4", "t.f <= $3", "o.f <= $4 AND o.u > $4")
        + " UNION ALL " + side("+", "t.f > $3 AND t.f <= $4", "t.u > $4", "o.f <= $3 AND o.u > $3"),
        "outages": f"""
            WITH w AS (SELECT greatest(t.f, $3) AS f, least(t.u, $4) AS u {service} t.u > $3 AND t.f < $4),
            m AS (SELECT f, max(u) OVER (ORDER BY f ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM w)
            SELECT coalesce(before, $3), f FROM m WHERE f > coalesce(before, $3)
            UNION ALL SELECT coalesce(max(u), $3), $4 FROM w HAVING coalesce(max(u), $3) < $4""",
    }


def parameters(question, request, subjects, statement):
    subject, begin, end = request
    port = 0 if question == "owner" else subjects["services"][subject]["port"]
    values = {"1": subject, "2": port, "3": begin * SECOND, "4": end * SECOND}
    return {name: value for name, value in values.items() if "$" + name in statement}


def canonical(question, rows):
    lines = ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]
    if question != "diff":
        return sorted(lines)
    gone = sum(line.startswith("-") for line in lines)
    return [f"{gone}\t{len(lines) - gone}"]


def ask(connection, folder, question, statement, subjects, seconds):
    with open(os.path.join(folder, f"answers-{question}.json")) as file:
        answers = json.load(file)
    asked = requests(question, subjects, 1000)
    checked = wrong = 0
    for request, answer in zip(asked, answers):
        if answer is None:
            continue
        checked += 1
        rows = connection.execute(statement, parameters(question, request, subjects, statement)).fetchall()
        wrong += canonical(question, rows) != answer
    times = []
    for request in asked[: DIFF_MAX if question == "diff" else None]:
        values = parameters(question, request, subjects, statement)
        begun = time.perf_counter()
        connection.execute(statement, values).fetchall()
        times.append(time.perf_counter() - begun)
        if sum(times) > seconds:
            break
    return dict(quantiles(times), checked=checked, wrong=wrong)


def attribute(connection, subjects):
    connection.execute("CREATE TEMP TABLE pairs (a BIGINT, t BIGINT)")
    rows = pairs(subjects)
    values = ", ".join(f"({address}, {second * SECOND})" for address, second in rows)
    connection.execute(f"INSERT INTO pairs VALUES {values}")
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        found = connection.execute(
            "SELECT p.a, p.t, o.* FROM pairs p JOIN owners o ON o.a = p.a AND o.u > p.t AND o.f <= p.t"
        ).fetchall()
        times.append(time.perf_counter() - begun)
    held = len({(row[0], row[1]) for row in found})
    return {"firstSeconds": times[0], "secondSeconds": times[1], "pairs": len(rows), "distinctHeld": held}


def main():
    folder, seconds = sys.argv[1], float(sys.argv[2])
    with open(os.path.join(folder, "subjects.json")) as file:
        subjects = json.load(file)
    path = os.path.join(folder, "peers.duckdb")
    if os.path.exists(path):
        os.remove(path)
    begun = time.perf_counter()
    connection = duckdb.connect(path)
    serving = load(connection, folder, "serving", "s, p, f")
    owners = load(connection, folder, "owners", "a, f")
    connection.execute("CHECKPOINT")
    found = {"version": duckdb.__version__, "loadSeconds": time.perf_counter() - begun, "bytes": size_of(path)}
    found["questions"] = {}
    all_statements = statements(serving, owners)
    for question in CLASSES:
        found["questions"][question] = ask(connection, folder, question, all_statements[question], subjects, seconds)
    found["pairs"] = attribute(connection, subjects)
    connection.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
