"""Hindcast over HTTP: connections that stay open, asked by wrk."""

import json
import subprocess
import tempfile

from common import CLASSES, CLUSTER, Failure, Server, needs, run, say
from questions import hindcast_lua


def wrk(url, script, connections, seconds):
    """Runs a script; returns quantiles in microseconds and requests a second."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        text = run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", file.name, url])
    for line in text.splitlines():
        if line.startswith("RESULT "):
            found = json.loads(line[len("RESULT "):])
            found["rate"] = found["questions"] / found["seconds"]
            return found
    raise Failure("wrk told no result: " + text[-300:])


def wrk_until_answered(url, script, seconds):
    """The same over one connection, for longer where no answer came in time."""
    for length in (seconds, 15, 60):
        found = wrk(url, script, 1, length)
        if found["questions"] >= 3:
            return found
    if not found["questions"]:
        raise Failure("a question is not answered within a minute")
    return found


def memory(pid):
    """The resident memory of a process that is not pages of files, in MB."""
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith("RssAnon"):
                return int(line.split()[1]) // 1024
    return 0


def url_of(server):
    """Waits until a server has told where it listens."""
    for line in server.stderr:
        for word in line.split():
            if word.startswith("http://127.0.0.1:"):
                # Nobody reads the log from here on; it must not block.
                subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
                return word.rstrip(".,;")
    raise Failure("hindcast serve ended")


def measure(context):
    """All classes over one connection, and the main question at the highest rate and at half of it."""
    needs("wrk")
    subjects = context.subjects()
    seconds = max(2, int(context.seconds))
    arguments = [context.hindcast, "serve", "--store", context.store, "--listen", "127.0.0.1:0", "--concurrency", "64"]
    found = {}
    with Server(arguments, stderr=subprocess.PIPE) as server:
        url = url_of(server)
        script = hindcast_lua("serving", subjects, CLUSTER)
        wrk(url, script, 8, 3)
        for question in CLASSES:
            found[question] = wrk_until_answered(url, hindcast_lua(question, subjects, CLUSTER), seconds)
            say(f"  HTTP, {question}: p50 {found[question]['p50']:.0f} µs")
        peaks = {count: wrk(url, script, count, seconds) for count in (4, 8, 16)}
        best = max(peaks, key=lambda count: peaks[count]["rate"])
        found["peak"] = dict(peaks[best], connections=best)
        connections = 32
        pause = 1000 * connections / (peaks[best]["rate"] / 2)
        half = wrk(url, hindcast_lua("serving", subjects, CLUSTER, pause), connections, seconds)
        found["half"] = dict(half, connections=connections)
        found["memoryMB"] = [memory(server.pid)]
        rounds = 10 if context.options.memory_seconds else 0
        for _ in range(rounds):
            wrk(url, script, 8, max(1, context.options.memory_seconds // rounds))
            found["memoryMB"].append(memory(server.pid))
    return found
