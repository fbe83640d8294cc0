#!/usr/bin/env python3
"""Measures the main question over HTTP, and beside it PostgreSQL over its socket.

usage: measure.py HINDCAST STORE [--cluster NAME] [--seconds N] [--memory-seconds N] [--skip-postgresql]

Starts `hindcast serve` on STORE and asks `pods serving S on port P at T` over connections that stay
open, each Service at random instants, with wrk: one connection, then so many that the server is busy,
then at half of that rate. With --memory-seconds it then asks for that long and tells what memory the
process takes. PostgreSQL (its programs in the path or in /usr/lib/postgresql) gets the intervals that
Hindcast itself answers, with a B-tree over (service, port, until, from), and is asked by pgbench with
prepared statements.
"""

import argparse
import csv
import glob
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

LUA = """
local services = {%(services)s}
local first, last = %(first)d, %(last)d
local pause = %(pause)f
math.randomseed(%(seed)d)
request = function()
  local service = services[math.random(#services)]
  local at = os.date("!%%Y-%%m-%%dT%%H:%%M:%%SZ", math.random(first, last))
  return wrk.format("GET", "/api/v1/query?format=json&cluster=%(cluster)s&query=" .. service .. at)
end
if pause > 0 then
  delay = function() return math.floor(pause * 2 * math.random()) end
end
"""


def run(arguments, **options):
    try:
        return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout
    except FileNotFoundError:
        sys.exit(f"error: there is no program `{arguments[0]}`\nhelp: install it (Debian: wrk, postgresql)")
    except subprocess.CalledProcessError as failure:
        sys.exit(f"error: `{arguments[0]}` failed: {failure.stderr.strip()}")


def seconds_of(text):
    text = text.rstrip("Z").split(".")[0]
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp())


class Subjects:
    """The Services of the store's last moment, and the time that the store tells of."""

    def __init__(self, program, store, cluster):
        def ask(query):
            text = run([program, "query", "--store", store, "--cluster", cluster, "--format", "json", query])
            return json.loads(text)

        coverage = ask("coverage of services")
        columns = [column["name"] for column in coverage["columns"]]
        rows = [dict(zip(columns, row)) for row in coverage["rows"] if "observed" in row]
        self.first = min(row["from"] for row in rows)
        self.last = max(row["until"] or coverage["to"] for row in rows)
        answer = ask(f"services at {self.last.rstrip('Z').split('.')[0]}Z")
        columns = [column["name"] for column in answer["columns"]]
        self.services = []
        for row in answer["rows"]:
            row = dict(zip(columns, row))
            ports = row["ports"]
            if not ports:
                continue
            self.services.append((f"{row['namespace']}/{row['name']}", ports[0]["number"]))


def wrk(url, subjects, cluster, connections, seconds, pause=0.0):
    services = ", ".join(
        '"' + f"pods serving {name} on port {port} at ".replace(" ", "%20") + '"'
        for name, port in subjects.services
    )
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % {
            "services": services, "first": seconds_of(subjects.first) + 1,
            "last": seconds_of(subjects.last) - 1, "pause": pause, "seed": random.randrange(1 << 30),
            "cluster": cluster,
        })
        script.flush()
        text = run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, url])
    found = {}
    for line in text.splitlines():
        parts = line.split()
        if len(parts) == 2 and parts[0] in ("50%", "75%", "90%", "99%"):
            found[parts[0]] = parts[1]
        if parts[:1] == ["Requests/sec:"]:
            found["rate"] = float(parts[1])
        if "Non-2xx" in line or "Socket errors" in line:
            found["errors"] = line.strip()
    return found


def told(name, found):
    errors = f" | {found['errors']}" if "errors" in found else ""
    print(f"{name} | {found['rate']:.0f} a second | p50 {found['50%']} | p99 {found['99%']}{errors}", flush=True)


def memory(pid):
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024
    return 0


def measure_server(options, subjects):
    server = subprocess.Popen(
        [options.hindcast, "serve", "--store", options.store, "--listen", "127.0.0.1:0", "--concurrency", "64"],
        stderr=subprocess.PIPE, text=True,
    )
    try:
        url = None
        while url is None:
            line = server.stderr.readline()
            if not line:
                sys.exit("hindcast serve ended")
            for word in line.split():
                if word.startswith("http://127.0.0.1:"):
                    url = word.rstrip(".,;")
        # Nobody reads the log; it must not block.
        subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        wrk(url, subjects, options.cluster, 8, 3)
        told("hindcast, 1 connection", wrk(url, subjects, options.cluster, 1, options.seconds))
        peak = max(
            (wrk(url, subjects, options.cluster, count, options.seconds) for count in (4, 8, 16)),
            key=lambda found: found["rate"],
        )
        told("hindcast, as many as it can", peak)
        connections = 32
        pause = 1000 * connections / (peak["rate"] / 2)
        half = wrk(url, subjects, options.cluster, connections, options.seconds, pause)
        told(f"hindcast, {connections} connections at half of that", half)
        if options.memory_seconds:
            before = memory(server.pid)
            figures = []
            for _ in range(10):
                wrk(url, subjects, options.cluster, 8, max(1, options.memory_seconds // 10))
                figures.append(memory(server.pid))
            print(f"memory | {before} MB before | {figures} MB over {options.memory_seconds} s", flush=True)
    finally:
        server.terminate()
        server.wait()


def postgresql(name):
    found = shutil.which(name)
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return places[-1] if places else found or name


def measure_postgresql(options, subjects):
    folder = tempfile.mkdtemp(prefix="hindcast-pg-")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    data = os.path.join(folder, "data")
    run(user + [postgresql("initdb"), "-D", data, "-A", "trust", "-U", "postgres"])
    settings = f"-k {folder} -c listen_addresses= -c fsync=off -c shared_buffers=512MB"
    log = os.path.join(folder, "log")
    run(user + [postgresql("pg_ctl"), "-D", data, "-l", log, "-w", "-o", settings, "start"])
    psql = [postgresql("psql"), "-h", folder, "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
    try:
        lines = io.StringIO()
        writer = csv.writer(lines)
        for index, (name, port) in enumerate(subjects.services):
            query = f"pods serving {name} on port {port} from {subjects.first} to {subjects.last}"
            text = run([
                options.hindcast, "query", "--store", options.store, "--cluster", options.cluster,
                "--format", "csv", query,
            ])
            for row in csv.DictReader(io.StringIO(text)):
                until = row["until"] or subjects.last
                writer.writerow([
                    index, port, row["pod"], row["uid"], row["address"], row["target_port"], row["node"],
                    row["workload"], row["ready"], row["serving"], row["terminating"], row["eligible_as"],
                    row["from"], until,
                ])
        schema = """
          CREATE TABLE serving (service int, port int, pod text, uid text, address text,
            target_port int, node text, workload text, ready bool, serving bool, terminating bool,
            eligible_as text, "from" timestamptz, "until" timestamptz);
        """
        run(psql + ["-c", schema])
        run(psql + ["-c", "COPY serving FROM STDIN CSV"], input=lines.getvalue())
        run(psql + ["-c", 'CREATE INDEX ON serving (service, port, "until", "from")', "-c", "ANALYZE serving"])
        count = run(psql + ["-At", "-c", "SELECT count(*) FROM serving"]).strip()
        script = os.path.join(folder, "ask.sql")
        with open(script, "w") as file:
            file.write(
                f"\\set s random(0, {len(subjects.services) - 1})\n"
                f"\\set t random({seconds_of(subjects.first) + 1}, {seconds_of(subjects.last) - 1})\n"
                "SELECT * FROM serving WHERE service = :s AND port = "
                f"{subjects.services[0][1]} AND \"from\" <= to_timestamp(:t) AND \"until\" > to_timestamp(:t);\n"
            )
        os.chmod(script, 0o644)
        prefix = os.path.join(folder, "times")
        run(user + [
            postgresql("pgbench"), "-h", folder, "-U", "postgres", "-n", "-M", "prepared", "-c", "1",
            "-j", "1", "-T", str(options.seconds), "-l", "--log-prefix", prefix, "-f", script, "postgres",
        ])
        times = []
        for path in glob.glob(prefix + "*"):
            with open(path) as file:
                times += [int(line.split()[2]) for line in file]
        times.sort()
        print(
            f"PostgreSQL, 1 connection, socket, {count} intervals | {len(times) / options.seconds:.0f} a second"
            f" | p50 {times[len(times) // 2]}us | p99 {times[len(times) * 99 // 100]}us", flush=True,
        )
    finally:
        run(user + [postgresql("pg_ctl"), "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hindcast")
    parser.add_argument("store")
    parser.add_argument("--cluster", default="default")
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--memory-seconds", type=int, default=0)
    parser.add_argument("--skip-postgresql", action="store_true")
    options = parser.parse_args()
    subjects = Subjects(options.hindcast, options.store, options.cluster)
    print(f"{len(subjects.services)} services, {subjects.first} to {subjects.last}", flush=True)
    measure_server(options, subjects)
    if not options.skip_postgresql:
        measure_postgresql(options, subjects)


if __name__ == "__main__":
    main()
