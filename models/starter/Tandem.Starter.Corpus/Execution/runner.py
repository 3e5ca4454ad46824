"""Runs generated Python functions, SQL and regular expressions; reads a JSON list of jobs, writes a JSON list of verdicts."""
import json
import re
import signal
import sqlite3
import sys

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER, city TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total REAL);
INSERT INTO users VALUES (1,'Ada','ada@x.org',36,'London'),(2,'Bob','bob@x.org',17,'Paris'),(3,'Cy','cy@x.org',50,'London');
INSERT INTO orders VALUES (1,1,40),(2,1,25),(3,3,90);
"""


def same(actual, expected):
    if isinstance(expected, bool) or isinstance(actual, bool):
        return actual is expected
    if isinstance(expected, (int, float)) and isinstance(actual, (int, float)):
        return abs(actual - expected) <= 1e-9 * max(1, abs(expected))
    if isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)):
        return len(actual) == len(expected) and all(same(a, e) for a, e in zip(actual, expected))
    if isinstance(expected, dict) and isinstance(actual, dict):
        return actual.keys() == expected.keys() and all(same(actual[k], expected[k]) for k in expected)
    return actual == expected


def run(job):
    if job["kind"] == "sql":
        database = sqlite3.connect(":memory:")
        database.executescript(SCHEMA)
        return same([list(row) for row in database.execute(job["code"])], job["rows"])
    if job["kind"] == "regex":
        pattern = re.compile(job["code"])
        return all(pattern.search(x) for x in job["match"]) and not any(pattern.search(x) for x in job["reject"])
    scope = {"__name__": "answer"}
    exec(job["code"], scope)
    return all(same(scope[job["entry"]](*arguments), expected) for arguments, expected in job["cases"])


def expire(number, frame):
    raise TimeoutError("ran too long")


signal.signal(signal.SIGALRM, expire)
verdicts = []
for job in json.load(sys.stdin):
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        verdicts.append("" if run(job) else "wrong result")
    except BaseException as error:
        verdicts.append(f"{type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
json.dump(verdicts, sys.stdout)
