"""The questions that all peers are asked: one sequence of numbers, in Python, Lua, and pgbench.

`Tests/Benchmarks/Peers/QuestionClass.swift` has the same; answers are compared by their place in it.
"""

from urllib.parse import quote

from common import instant

SEEDS = {"serving": 11, "owner": 12, "hour": 13, "diff": 14, "outages": 15, "pairs": 16}
SECOND = 1_000_000_000


class Sequence:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = self.state * 16_807 % 2_147_483_647
        return self.state % bound


def length(question, subjects):
    return {"hour": subjects["hour"], "diff": subjects["hour"], "outages": subjects["day"]}.get(question, 0)


def bounds(question, subjects):
    """How many subjects there are, the first second, and how many seconds there are to choose from."""
    count = len(subjects["addresses"] if question == "owner" else subjects["services"])
    return count, subjects["first"], max(1, subjects["last"] - subjects["first"] - length(question, subjects))


def requests(question, subjects, count):
    """The first requests of a class: subject, and the span in seconds."""
    sequence = Sequence(SEEDS[question])
    number, first, whole = bounds(question, subjects)
    found = []
    for _ in range(count):
        subject = sequence.below(number)
        begin = first + sequence.below(whole)
        found.append((subject, begin, begin + length(question, subjects)))
    return found


def pairs(subjects, count=100_000):
    sequence = Sequence(SEEDS["pairs"])
    found = []
    for _ in range(count):
        address = sequence.below(len(subjects["addresses"]))
        found.append((address, subjects["first"] + sequence.below(subjects["last"] - subjects["first"])))
    return found


def text(question, request, subjects):
    """The question in Hindcast's language."""
    subject, begin, end = request
    if question == "diff":
        return f"diff pods serving */* from {instant(begin)} to {instant(end)}"
    if question == "owner":
        return f"owners of ip {subjects['addresses'][subject]} at {instant(begin)}"
    service = subjects["services"][subject]
    words = f"pods serving {service['name']} on port {service['port']}"
    if question == "serving":
        return f"{words} at {instant(begin)}"
    return f"{words} from {instant(begin)} to {instant(end)}" + (" | outages" if question == "outages" else "")


LUA = """
local state = %(seed)d
local function below(bound)
  state = (state * 16807) %% 2147483647
  return state %% bound
end
local subjects = {%(subjects)s}
local function at(second) return os.date("!%%Y-%%m-%%dT%%H:%%M:%%SZ", second) end
request = function()
  local subject = subjects[below(%(count)d) + 1]
  local from = %(first)d + below(%(whole)d)
  local to = from + %(length)d
  return wrk.format("GET", %(path)s)
end
%(delay)s
done = function(summary, latency, requests)
  io.write(string.format('RESULT {"p50": %%f, "p95": %%f, "p99": %%f, "questions": %%d, "seconds": %%f, "errors": %%d}\\n',
    latency:percentile(50), latency:percentile(95), latency:percentile(99), summary.requests,
    summary.duration / 1e6,
    summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect))
end
"""


def lua(question, subjects, words, path, pause=0.0):
    """A script for wrk that asks a class of questions.

    `words` are the texts of the subjects, in order; `path` is an expression of Lua with `subject`, `from`,
    and `to`.
    """
    count, first, whole = bounds(question, subjects)
    delay = f"delay = function() return math.floor({pause} * 2 * math.random()) end" if pause else ""
    return LUA % {
        "seed": SEEDS[question], "subjects": ", ".join('"' + word + '"' for word in words), "count": count,
        "first": first, "whole": whole, "length": length(question, subjects), "path": path, "delay": delay,
    }


def hindcast_lua(question, subjects, cluster, pause=0.0):
    """The same, of Hindcast's own HTTP interface."""
    if question == "owner":
        words = [quote(f"owners of ip {address}") for address in subjects["addresses"]]
    elif question == "diff":
        words = [quote("diff pods serving */*")] * len(subjects["services"])
    else:
        words = [
            quote(f"pods serving {service['name']} on port {service['port']}") for service in subjects["services"]
        ]
    prefix = f'"/api/v1/query?format=json&rows=1000000&cluster={cluster}&query=" .. subject'
    if question in ("serving", "owner"):
        path = prefix + ' .. "%20at%20" .. at(from)'
    else:
        stage = ' .. "%20%7C%20outages"' if question == "outages" else ""
        path = prefix + ' .. "%20from%20" .. at(from) .. "%20to%20" .. at(to)' + stage
    return lua(question, subjects, words, path, pause)


def pgbench(question, subjects, statement):
    """A script for pgbench: `:s` is the subject, `:a` and `:b` are the ends in nanoseconds."""
    count, first, whole = bounds(question, subjects)
    step = "\\set x mod(:x * 16807, 2147483647)\n"
    return (
        step + f"\\set s mod(:x, {count})\n" + step + f"\\set a ({first} + mod(:x, {whole})) * {SECOND}\n"
        + f"\\set b :a + {length(question, subjects) * SECOND}\n" + " ".join(statement.split()) + ";\n"
    )
