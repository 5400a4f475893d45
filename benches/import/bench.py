"""Imports an invented register of thirty columns by the program itself into a new trial instance, and prints what it took.

Households of four, an id each, one row in a thousand that cannot be (a birth after today). Beside a synced disk the machine's
other work decides the wall time; processor seconds hardly vary. Figures are those of the process, its start included.
"""

import os
import random
import subprocess
import sys
import tempfile
import time

GIVEN = ["Amina", "Omar", "Ana", "Yusuf", "Maria", "José", "Fatima", "Li", "Олена", "محمد"]
FAMILY = ["Said", "Paz", "Karimi", "Diallo", "Nguyen", "Silva", "Коваль", "حسن"]


def columns(row, pick):
    """What one row says, by field."""
    given, family = pick(GIVEN), pick(FAMILY) + str(row % 977)
    born = "2999-01-01" if row % 1000 == 500 else f"{1950 + row % 60}-{1 + row % 12:02}-{1 + row % 28:02}"
    return {
        "external.system": "north", "external.id": f"N{row}",
        "name.full": f"{given} {family}", "name.given": given, "name.family": family,
        "contact.phone": f"+3519{row:08}", "contact.email": f"p{row}@example.org",
        "document.kind": "passport", "document.number": f"D{row:07}",
        "birth_date": born, "sex": pick("FM"),
        "nationalities": pick(["SYR", "AFG", "BGD", "VEN", "UKR"]),
        "languages": pick(["ara", "eng", "spa", "ukr"]), "language.preferred": pick(["ara", "eng"]),
        "household.id": str(row // 4), "household.role": pick(["head", "partner", "child"]), "household.size": "4",
        "stay.status": pick(["regular", "pending", "irregular"]),
        "migration.stage": pick(["abroad", "in_transit", "returned", "settled"]),
        "application.kind": pick(["residence", "visa"]), "application.lodged_on": f"2020-0{1 + row % 9}-11",
        "application.status": pick(["submitted", "under_review"]),
        "country": "PRT", "arrived_on": f"2019-{1 + row % 12:02}-05",
        "work.status": pick(["employed", "unemployed"]), "work.occupation": pick(["9111", "92", "7112"]),
        "work.sector": pick(["agriculture", "construction"]), "health.cover": pick(["true", "false"]),
        "child.care": pick(["parent", ""]), "disability": pick(["true", "false", ""]),
    }


def register(path, rows):
    """Writes the register; the same rows at every call."""
    pick = random.Random(7).choice
    with open(path, "w", encoding="utf-8") as file:
        for row in range(rows):
            said = columns(row, pick)
            if row == 0:
                print(",".join(said), file=file)
            print(",".join(said.values()), file=file)


def measured(onward, folder, rows):
    """One import into a new instance."""
    instance, file = os.path.join(folder, "instance"), os.path.join(folder, "register.csv")
    subprocess.run([onward, "init", instance, "--jurisdiction", "PRT"], check=True, stdout=subprocess.DEVNULL)
    register(file, rows)
    began, load = time.monotonic(), os.getloadavg()[0]
    running = subprocess.Popen(
        [onward, "import", file, "--dir", instance, "--synthetic"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    said = running.stdout.readline().decode()
    running.stdout.read()
    _, status, used = os.wait4(running.pid, 0)
    wall, processor = time.monotonic() - began, used.ru_utime + used.ru_stime
    expected = f"{rows} rows: {rows - (rows + 499) // 1000} stored"
    # One is the answer where rows were handed back.
    if os.waitstatus_to_exitcode(status) > 1 or not said.startswith(expected):
        sys.exit(f"not what was to be imported: {said!r}")
    print(
        f"{rows:>9} rows {wall:>8.1f} s {processor:>8.1f} CPU-s {rows / processor:>8.0f} rows/CPU-s "
        f"{used.ru_maxrss >> 10:>6} MiB peak, load {load:.1f}",
        flush=True,
    )


def main():
    onward = os.path.abspath(sys.argv[1])
    rows, times = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((2, 100_000), (3, 3)))
    for _ in range(times):
        with tempfile.TemporaryDirectory(dir=".") as folder:
            measured(onward, folder, rows)


if __name__ == "__main__":
    main()
