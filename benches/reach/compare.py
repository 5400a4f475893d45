"""Compares the figures of all runs, and shows what they took only where every figure agrees.

Usage: compare.py DIR    with onward-N.json and duckdb-N.json in it
"""

import json
import statistics
import sys
from pathlib import Path

KEYS = ["yes", "presumed", "no", "needs"]


def figures(run):
    """Every count by its name: people, verdicts, conditions."""
    found = {"people": run["people"]}
    for measure in run["measures"]:
        for key in KEYS:
            found[measure["measure"], key] = measure[key]
        for condition in measure["conditions"]:
            for key in ["met", "not_met", "unknown", "missed_alone"]:
                found[measure["measure"], condition["id"], key] = condition[key]
    return found


def main():
    runs = {
        engine: [json.loads(path.read_text()) for path in sorted(Path(sys.argv[1]).glob(f"{engine}-*.json"))]
        for engine in ("onward", "duckdb")
    }
    expected = figures(runs["duckdb"][0])
    for engine, documents in runs.items():
        for number, document in enumerate(documents, 1):
            found = figures(document)
            wrong = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
            for name in sorted(wrong, key=str):
                print(f"{engine} {number}: {name}: {found.get(name)} is not {expected.get(name)}", file=sys.stderr)
            if wrong:
                sys.exit("figures differ: no times are shown")
    print(f"{len(expected)} figures of {expected['people']:,} people agree in {sum(map(len, runs.values()))} runs")
    print("| measure | yes | presumed | no | needs |\n|-|-|-|-|-|")
    for measure in runs["onward"][0]["measures"]:
        print(f"| {measure['measure']} |", " | ".join(f"{measure[key]:,}" for key in KEYS), "|")
    print("\n| engine | CPU seconds, median | least | most | peak memory, MiB |\n|-|-|-|-|-|")
    medians = {}
    for engine, documents in runs.items():
        seconds = [document["cpu_seconds"] for document in documents]
        medians[engine] = statistics.median(seconds)
        peak = max(document["peak_bytes"] for document in documents) / 2**20
        print(f"| {engine} | {medians[engine]:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {peak:.0f} |")
    ratio = medians["onward"] / medians["duckdb"]
    print(f"\nonward takes {ratio:.2f} times the CPU seconds of DuckDB")
    sys.exit(0 if ratio <= 1.5 else "more than 1.5 times the CPU seconds of DuckDB")


main()
