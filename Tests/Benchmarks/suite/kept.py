"""Peers that keep the events themselves: their rate of loading, and their bytes an event."""

import itertools
import json
import os
import sqlite3
import subprocess
import time

from common import Failure, program, remove_store, size_of
from postgresql import Cluster

EVENTS_MAX = 50_000
BATCH = 1000


def records(recording):
    """The first lines of the watches of Pods and of slices, in equal parts."""
    for name in ("watch-pods.jsonl", "watch-endpointslices.jsonl"):
        path = os.path.join(recording, name)
        if not os.path.exists(path):
            raise Failure("the recording is not there; `--only store` makes it again")
        with open(path) as file:
            yield from itertools.islice(file, EVENTS_MAX // 2)


def row(line):
    record = json.loads(line)
    thing = record["event"]["object"]
    metadata = thing["metadata"]
    return (
        record["receivedAt"], record["event"]["type"], thing["kind"], metadata.get("namespace", ""), metadata.get("name", ""),
        metadata.get("uid", ""), metadata["resourceVersion"], line,
    )


def sqlite(context):
    """A table of the texts with an index by object, durable, committed as often as Hindcast commits."""
    path = os.path.join(context.folder, "kept.db")
    remove_store(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE event (position INTEGER PRIMARY KEY, at TEXT, type TEXT, kind TEXT, namespace TEXT, name TEXT,
          uid TEXT, revision TEXT, body TEXT);
        CREATE INDEX by_object ON event (kind, namespace, name, at);
    """)
    insert = "INSERT INTO event (at, type, kind, namespace, name, uid, revision, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    begun = time.monotonic()
    count = 0
    rows = map(row, records(context.recording))
    while batch := list(itertools.islice(rows, BATCH)):
        connection.execute("BEGIN")
        connection.executemany(insert, batch)
        connection.execute("COMMIT")
        count += len(batch)
    seconds = time.monotonic() - begun
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = size_of(path)
    remove_store(path)
    return {"events": count, "seconds": seconds, "bytes": size}


def postgresql(context):
    """A table of jsonb with an index by object, durable, in one COPY."""
    with Cluster(fsync=True) as cluster:
        cluster.psql(
            "CREATE TABLE event (position bigserial PRIMARY KEY, body jsonb NOT NULL)",
            "CREATE INDEX ON event ((body #>> '{event,object,kind}'), (body #>> '{event,object,metadata,namespace}'),"
            " (body #>> '{event,object,metadata,name}'), (body ->> 'receivedAt'))",
        )
        begun = time.monotonic()
        copy = subprocess.Popen(
            [program("psql"), "-h", cluster.folder, "-U", "postgres", "-q", "-c",
             "COPY event (body) FROM STDIN (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')"],
            stdin=subprocess.PIPE, text=True,
        )
        count = 0
        for line in records(context.recording):
            copy.stdin.write(line)
            count += 1
        copy.stdin.close()
        if copy.wait() != 0:
            raise Failure("PostgreSQL did not take the events")
        seconds = time.monotonic() - begun
        size = int(cluster.psql("SELECT pg_total_relation_size('event')"))
    return {"events": count, "seconds": seconds, "bytes": size}


def measure(context):
    return {"sqlite": sqlite(context), "postgresql": postgresql(context)}
