"""Prometheus over HTTP: the intervals as samples of every 30 seconds, in blocks that promtool makes.

It is no exact peer: between two samples it knows nothing. How often it is right is told beside its times.
Where there would be more samples than `SAMPLES_MAX`, only the first Services are kept, and asked about.
"""

import json
import math
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from common import CLASSES, Failure, Server, load, needs, run, say, size_of
from over_http import wrk_until_answered
from questions import SECOND, lua, requests

STEP = 30
SAMPLES_MAX = 3_000_000
LABELS = {"serving": ["service", "port", "pod", "uid", "address", "node"], "owner": ["address", "kind", "name", "uid"]}


def series(context, table, metric, bound):
    """The series of a table whose key is below a bound: labels to the intervals in seconds."""
    with open(os.path.join(context.folder, table + ".tsv")) as file:
        columns = [field.split(":")[0] for field in file.readline().rstrip("\n").split("\t")]
        places = {name: columns.index(name) for name in LABELS[metric]}
        found = {}
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if int(fields[0]) >= bound:
                continue
            labels = ",".join(f'{name}="{fields[place]}"' for name, place in places.items())
            ends = (int(fields[-2]) / SECOND, int(fields[-1]) / SECOND)
            found.setdefault(f"{metric}{{{labels}}}", []).append(ends)
    return found


def samples(found, subjects):
    """Yields the lines of the samples."""
    first, last = subjects["first"], subjects["last"]
    for name, intervals in found.items():
        times = set()
        for begin, end in intervals:
            start = math.ceil(max(begin, first) / STEP) * STEP
            times.update(range(start, int(min(end, last)) + 1, STEP))
        for second in sorted(times):
            if any(begin <= second < end for begin, end in intervals):
                yield f"{name} 1 {second}\n"


def write(context, subjects, path):
    """Writes what fits; returns how many Services and addresses are in it, and how many samples."""
    whole = {"serving": len(subjects["services"]), "owners": len(subjects["addresses"])}
    seconds = {"serving": 0, "owners": 0}
    for table in seconds:
        with open(os.path.join(context.folder, table + ".tsv")) as file:
            next(file)
            for line in file:
                fields = line.rstrip("\n").split("\t")
                begin, end = int(fields[-2]) / SECOND, int(fields[-1]) / SECOND
                seconds[table] += max(0, min(end, subjects["last"]) - max(begin, subjects["first"]))
    share = min(1.0, SAMPLES_MAX * STEP / max(1.0, sum(seconds.values())))
    bounds = {table: max(1, int(count * share)) for table, count in whole.items()}
    count = 0
    with open(path, "w") as file:
        for table, metric in (("serving", "serving"), ("owners", "owner")):
            file.write(f"# TYPE {metric} gauge\n")
            for line in samples(series(context, table, metric, bounds[table]), subjects):
                file.write(line)
                count += 1
        file.write("# EOF\n")
    return bounds, count, share


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_ready(url):
    for _ in range(300):
        try:
            with urllib.request.urlopen(url + "/-/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise Failure("prometheus does not become ready")


def paths(subjects, bounds):
    """For each class the words of its subjects, and the path in Lua."""
    quoted = urllib.parse.quote
    services = [
        quoted(f'serving{{service="{service["name"]}",port=~"(.* )?{service["port"]}/TCP"}}')
        for service in subjects["services"][: bounds["serving"]]
    ]
    owners = [quoted(f'owner{{address="{address}"}}') for address in subjects["addresses"][: bounds["owners"]]]
    instant = '"/api/v1/query?time=" .. from .. "&query=" .. subject'
    span = '"/api/v1/query_range?step=30&start=" .. from .. "&end=" .. to .. "&query=" .. '
    gone = quoted(f"(serving offset {subjects['hour']}s unless serving) or (serving unless serving offset {subjects['hour']}s)")
    return {
        "serving": (services, instant),
        "owner": (owners, instant),
        "hour": (services, span + "subject"),
        "diff": ([gone] * len(services), '"/api/v1/query?time=" .. to .. "&query=" .. subject'),
        "outages": (services, span + '"absent(" .. subject .. ")"'),
    }


def right(url, context, subjects, bounds):
    """How many answers about Services name the same Pods as Hindcast's own."""
    same = asked = 0
    answers = context.answers("serving")
    for request, answer in zip(requests("serving", subjects, len(answers)), answers):
        subject, begin, _ = request
        if subject >= bounds["serving"] or answer is None:
            continue
        service = subjects["services"][subject]
        query = f'serving{{service="{service["name"]}",port=~"(.* )?{service["port"]}/TCP"}}'
        where = url + "/api/v1/query?" + urllib.parse.urlencode({"query": query, "time": begin})
        with urllib.request.urlopen(where) as response:
            found = {row["metric"]["uid"] for row in json.load(response)["data"]["result"]}
        asked += 1
        same += found == {row.split("\t")[4] for row in answer}
    return {"same": same, "asked": asked}


def measure(context):
    needs("promtool", "prometheus", "wrk")
    subjects = context.subjects()
    folder = tempfile.mkdtemp(prefix="hindcast-prometheus-")
    try:
        text, data = os.path.join(folder, "samples"), os.path.join(folder, "data")
        begun = time.monotonic()
        bounds, count, share = write(context, subjects, text)
        say(f"  Prometheus: {count} samples of {share:.0%} of the history")
        run(["promtool", "tsdb", "create-blocks-from", "openmetrics", text, data])
        loaded = time.monotonic() - begun
        os.remove(text)
        found = {"samples": count, "share": share, "loadSeconds": loaded, "bytes": size_of(data), "questions": {}}
        settings = os.path.join(folder, "prometheus.yml")
        with open(settings, "w") as file:
            file.write("global: {}\n")
        url = f"http://127.0.0.1:{free_port()}"
        arguments = [
            "prometheus", f"--config.file={settings}", f"--storage.tsdb.path={data}", "--storage.tsdb.retention.time=100y",
            f"--web.listen-address={url[7:]}", f"--query.lookback-delta={STEP}s",
        ]
        with Server(arguments, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
            wait_until_ready(url)
            kept = dict(subjects, services=subjects["services"][: bounds["serving"]])
            kept["addresses"] = subjects["addresses"][: bounds["owners"]]
            for question in CLASSES:
                words, path = paths(subjects, bounds)[question]
                script = lua(question, kept, words, path)
                found["questions"][question] = wrk_until_answered(url, script, max(2, int(context.seconds)))
                say(f"  Prometheus, {question}: p50 {found['questions'][question]['p50']:.0f} µs")
            found["right"] = right(url, context, subjects, bounds)
        found["machine"] = load()
        return found
    finally:
        shutil.rmtree(folder)
