"""What the peers share: their arguments, and the document in which they hand over figures and what they took."""

import argparse
import json
import resource

from rules import MEASURES


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--measures", type=int, default=len(MEASURES), help="how many of the measures, the first ones")
    parser.add_argument("--verdicts", action="store_true", help="yes, no and needs alone")
    return parser.parse_args()


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def report(people, measures, before):
    taken = cpu_seconds() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"people": people, "measures": measures, "cpu_seconds": taken, "peak_bytes": peak}))
