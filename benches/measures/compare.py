"""Compares the figures of all engines, and shows what they took only where every figure agrees.

Usage: compare.py DIR    with ENGINE-N.json in it
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from rules import AMOUNTS, MEASURES

NAMES = {
    "onward": "Onward, every condition",
    "duckdb": "DuckDB, every condition",
    "duckdb-verdicts": "DuckDB, verdicts alone",
    "openfisca": "OpenFisca, every condition",
}
# DuckDB and OpenFisca add amounts up in whole hundredths; their upper ends are open wherever a household's size is.
COST = ["min", "fixed", "open"]


def cents(amount):
    whole, _, part = str(amount).partition(".")
    return int(whole + part) if part else int(whole)


def figures(run):
    """Every count by its name: people, verdicts, conditions, amounts."""
    found = {"people": run["people"]}
    for measure in run["measures"]:
        name = measure["measure"]
        for key in ["yes", "presumed", "no", "needs"]:
            if key in measure:
                found[name, key] = measure[key]
        for condition in measure.get("conditions", []):
            for key in ["met", "not_met", "unknown", "missed_alone"]:
                found[name, condition["id"], key] = condition[key]
        cost = measure.get("cost")
        if cost and name in AMOUNTS:
            cost = cost[0] if isinstance(cost, list) else cost
            for key in COST:
                found[name, "cost", key] = cents(cost[key]) if key == "min" else cost[key]
    return found


def main():
    runs = defaultdict(list)
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        runs[path.stem.rsplit("-", 1)[0]].append(json.loads(path.read_text()))
    expected = figures(runs["onward"][0])
    atoms = sum(len(found[2]) - 1 for found in MEASURES if any(name[0] == found[1] for name in expected if name[1:]))
    compared, differ = 0, False
    for engine, documents in runs.items():
        for number, document in enumerate(documents, 1):
            for name, count in figures(document).items():
                compared += 1
                if expected.get(name) != count:
                    differ = True
                    print(f"{engine} {number}: {name}: {count}, onward: {expected.get(name)}", file=sys.stderr)
            lacks = [name for name in expected if name not in figures(document)]
            if lacks and engine != "duckdb-verdicts":
                sys.exit(f"{engine} does not tell {lacks[0]}: no times are shown")
    if differ:
        sys.exit("figures differ: no times are shown")
    measures = runs["onward"][0]["measures"]
    print(f"{compared} figures of {expected['people']:,} people by {len(measures)} measures with {atoms} conditions agree\n")
    print("| measure | yes | presumed | no | needs |\n|-|-|-|-|-|")
    for found in measures:
        print(f"| {found['measure']} |", " | ".join(f"{found[key]:,}" for key in ["yes", "presumed", "no", "needs"]), "|")
    print("\n| engine | CPU seconds, median | least | most | million people a CPU second | peak memory, MiB |")
    print("|-|-|-|-|-|-|")
    medians = {}
    for engine in [name for name in NAMES if name in runs]:
        seconds = [document["cpu_seconds"] for document in runs[engine]]
        medians[engine] = statistics.median(seconds)
        peak = max(document["peak_bytes"] for document in runs[engine]) / 2**20
        rate = expected["people"] / medians[engine] / 1e6
        print(f"| {NAMES[engine]} | {medians[engine]:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {rate:.2f} | {peak:.0f} |")
    for engine, most in [("openfisca", 0.5), ("duckdb-verdicts", 1.0)]:
        if engine in medians:
            ratio = medians["onward"] / medians[engine]
            word = "holds" if ratio <= most else "does not hold"
            print(f"\nOnward takes {ratio:.2f} of the CPU seconds of {NAMES[engine]}; the goal, at most {most:.1f}, {word}.")


main()
