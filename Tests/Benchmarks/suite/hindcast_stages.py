"""The stages that measure Hindcast alone: making stores, appending, and what programs take as a whole."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import time

from common import CHECKS, CLUSTER, EVENTS, ROOT, Context, Failure, measured, quantiles, remove_store, run, say, size_of
from questions import requests, text

PRODUCTS = ["hindcast", "PeerBenchmark", "AttributionBenchmark", "RecordingBenchmark"]
HALVES_MAX = 50_000
# The sizes whose recordings are written; of others the store is made at once.
RECORDED = ["S", "M"]
SHELL_COUNT = 30


def build(context):
    """Builds all programs in release, one after the other."""
    if context.options.bin or context.options.hindcast:
        return {"built": []}
    static = ["--static-swift-stdlib"] if context.options.static else []
    for product in PRODUCTS:
        say(f"  {product}")
        done = subprocess.run(["swift", "build", "-c", "release", "--product", product, *CHECKS, *static], cwd=ROOT,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise Failure(f"{product} does not build: {done.stdout[-1500:]}")
    return {"built": PRODUCTS, "static": context.options.static}


def bytes_of_recording(context):
    return size_of(context.recording) if os.path.isdir(context.recording) else 0


def store(context):
    """Makes the recording and imports it; a store that is there is kept, with what was measured of it."""
    known = context.result("store")
    if context.size not in RECORDED:
        return known if known and os.path.exists(context.store) else simulated(context)
    has_recording = os.path.exists(os.path.join(context.recording, "watch-pods.jsonl"))
    if known and os.path.exists(context.store) and has_recording:
        return known
    if not has_recording:
        shutil.rmtree(context.recording, ignore_errors=True)
        made = measured([context.hindcast, "simulate", "--size", context.size, "-o", context.recording])
        say(f"  recording: {made['seconds']:.0f} s, {bytes_of_recording(context) / 1e9:.1f} GB")
    remove_store(context.store)
    # Once through the cache of files, so that the import waits for no disk.
    found = measured([context.hindcast, "import", "--store", context.store, "--cluster", CLUSTER, context.recording])
    stored = re.search(r"([\d,]+) events stored", found.pop("output"))
    found["events"] = int(stored.group(1).replace(",", ""))
    found["bytes"] = size_of(context.store)
    found["recordingBytes"] = bytes_of_recording(context)
    say(f"  import: {found['events'] / found['seconds']:.0f} events/s, {found['memoryMB']:.0f} MB")
    return found


def simulated(context):
    """Makes a store without its recording, which would have 70 GB."""
    remove_store(context.store)
    found = measured([context.hindcast, "simulate", "--size", context.size, "--store", context.store])
    del found["output"]
    connection = sqlite3.connect(f"file:{context.store}?mode=ro", uri=True)
    found["events"] = connection.execute("SELECT max(position) FROM event").fetchone()[0]
    connection.close()
    found["bytes"] = size_of(context.store)
    found["recordingBytes"] = 0
    return found


def peer(context, *arguments):
    """Runs the benchmark of peers; returns what it found."""
    output = measured([context.benchmark("PeerBenchmark"), *arguments])
    found = json.loads(output.pop("output"))
    if isinstance(found, dict):
        found["memoryMB"] = output["memoryMB"]
    return found


def tables(context):
    """The intervals that peers keep, as Hindcast answers them, and their databases."""
    return peer(context, "tables", context.store, CLUSTER, context.folder)


def questions(context):
    """Hindcast and SQLite in one process."""
    found = peer(context, "questions", context.store, CLUSTER, context.folder, "1000", str(context.seconds))
    for difference in found["differences"]:
        say(f"  differs: {difference[:300]}")
    return found


def appending(context):
    """The log alone, the rebuild, and both halves of appending alone, on a recording's first events."""
    found = {}
    path = os.path.join(context.folder, "again.db")
    remove_store(path)
    found["log"] = peer(context, "import", context.recording, path, "log")
    found["log"]["bytes"] = size_of(path)
    remove_store(path)
    shutil.copyfile(context.store, path)
    found["rebuild"] = peer(context, "rebuild", path)
    remove_store(path)
    count = str(min(HALVES_MAX, EVENTS[context.size]))
    found["halves"] = peer(context, "halves", context.recording, context.store, context.folder, count)
    found["parts"] = peer(context, "parts", context.store)
    return found


def medium(context):
    """Bytes an event on the recording `medium`, and importing it from a compressed file."""
    path = os.path.join(context.folder, "medium.db")
    remove_store(path)
    recording = os.path.join(ROOT, "Tests", "Fixtures", "recordings", "medium")
    found = {"all": peer(context, "import", recording, path, "all")}
    found["bytes"] = size_of(path)
    remove_store(path)
    return found


def shell(context):
    """The main question from a shell: a process for each."""
    subjects = context.subjects()
    times = []
    for request in requests("serving", subjects, SHELL_COUNT):
        arguments = [context.hindcast, "query", "--store", context.store, "--cluster", CLUSTER]
        begun = time.perf_counter()
        subprocess.run(arguments + [text("serving", request, subjects)], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    empty = []
    for _ in range(SHELL_COUNT):
        begun = time.perf_counter()
        subprocess.run([context.hindcast, "--version"], check=True, capture_output=True)
        empty.append(time.perf_counter() - begun)
    return dict(quantiles(times), empty=quantiles(empty))


def attribution(context):
    """Rows from file to file, against the truth of a generated history."""
    count = str(EVENTS[context.size] if context.size != "L" else EVENTS["M"])
    folder = os.path.join(context.folder, "attribution")
    program = context.benchmark("AttributionBenchmark")
    if not os.path.exists(os.path.join(folder, f"store-{count}.db")):
        run([program, count, count, folder])
    engine = run([program, count, count, folder])
    output = run([program, count, count, folder, "files"])
    passes = dict(re.findall(r"engine, (.*): ([\d.]+) µs a pair", engine))
    rate = re.search(r"file to file: (\d+) rows in [\d.]+ s, (\d+) rows/s", output)
    wrong = re.search(r"mismatches against the truth: (\d+)", output)
    return {
        "microseconds": {name: float(value) for name, value in passes.items()},
        "rows": int(rate.group(1)), "rowsPerSecond": int(rate.group(2)), "wrong": int(wrong.group(1)),
    }


def recording(context):
    """A live collector beside a stand-in API server with 300 changes a second."""
    medium_recording = os.path.join(ROOT, "Tests", "Fixtures", "recordings", "medium")
    output = run([context.benchmark("RecordingBenchmark"), context.hindcast, medium_recording, "300", "60"])
    percent = re.search(r"([\d.]+) % of one core", output)
    memory = re.search(r"at most (\d+) MiB", output)
    return {"percent": float(percent.group(1)), "memoryMiB": int(memory.group(1))}


def latency(context, path, name):
    """The two questions of an instant, of Hindcast alone; what is asked about is kept beside the store."""
    folder = os.path.join(context.folder, name)
    os.makedirs(folder, exist_ok=True)
    subjects = os.path.join(folder, "subjects.json")
    if os.path.exists(subjects) and os.path.getmtime(subjects) < os.path.getmtime(path):
        os.remove(subjects)
    return peer(context, "latency", path, CLUSTER, folder)


def grown(context):
    """The same where answers have one size, however long the history is; its store is kept."""
    path = os.path.join(context.folder, "grown.db")
    if not os.path.exists(path) or not context.result("grow"):
        remove_store(path)
        made = peer(context, "grow", str(EVENTS[context.size]), path)
        context.keep("grow", dict(made, bytes=size_of(path)))
        say(f"  {made['events']} events: {made['events'] / made['seconds']:.0f} events/s")
    return dict(peer(context, "grown", path), made=context.result("grow"))


def growth(context):
    """The questions of an instant at each size up to this one, on the stores that are there."""
    if context.size == "S":
        raise Failure("this run is of size S")
    found = {"simulated": {}, "grown": {}}
    for size in list(EVENTS)[: list(EVENTS).index(context.size) + 1]:
        other = Context(context.options, size)
        if size == "S":
            other.keep("store", store(other))
        if os.path.exists(other.store):
            say(f"  {size}")
            found["simulated"][size] = latency(other, other.store, "latency")
        found["grown"][size] = grown(other)
    return found


def scale(context):
    """A cluster with 150,000 live Pods: its first listing and some changes."""
    path = os.path.join(context.folder, "scale.db")
    remove_store(path)
    arguments = ["--services", "10000", "--pods", "150000", "--events", str(context.options.scale_events)]
    folder = os.path.join(context.folder, "scale")
    shutil.rmtree(folder, ignore_errors=True)
    made = measured([context.hindcast, "simulate", *arguments, "-o", folder])
    found = measured([context.hindcast, "import", "--store", path, "--cluster", CLUSTER, folder])
    stored = re.search(r"([\d,]+) events stored", found.pop("output"))
    found["events"] = int(stored.group(1).replace(",", ""))
    found["bytes"] = size_of(path)
    found["recordingBytes"] = size_of(folder)
    found["simulationSeconds"] = made["seconds"]
    found["latency"] = latency(context, path, "scale-latency")
    shutil.rmtree(folder)
    return found
