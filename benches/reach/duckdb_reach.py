"""The reach bench's other side: the six measures in hand-written SQL on DuckDB, over the same plain people file.

Usage: duckdb_reach.py FILE DAY

A cell is text: NULL is unknown, `n/a` is not applicable, a date is known as far as it is written (`2002`, `2002-12`).
Each condition becomes two expressions, known true and known false, for one flag would turn missing into no.
ISO text compares like the days it stands for, and `n/a` sorts above every digit; what is coarser than a cut is a
beginning of it. Prints the same figures as `reach run`.
"""

import json
import resource
import sys
from datetime import date, timedelta

import duckdb

FILE, DAY = sys.argv[1], date.fromisoformat(sys.argv[2])
if DAY != date(2020, 12, 1):
    sys.exit("the parameters below are those in effect on 2020-12-01")


def column(name):
    return f'"{name}"'


def quoted(codes):
    return ", ".join(f"'{code}'" for code in codes)


def begins(day):
    """Dates known less exactly than `day`, and that may be it."""
    return quoted([str(day)[:4], str(day)[:7]])


def until(name, last):
    """Known to lie on `last` or before it; known not to."""
    x, after = column(name), last + timedelta(days=1)
    return f"({x} < '{after}' AND {x} NOT IN ({begins(after)}))", f"({x} > '{last}')"


def after(name, last):
    """Known to lie after `last`; known not to."""
    x, next_day = column(name), last + timedelta(days=1)
    no = f"(({x} < '{next_day}' AND {x} NOT IN ({begins(next_day)})) OR {x} = 'n/a')"
    return f"({x} > '{last}' AND {x} <> 'n/a')", no


def between(name, first, last):
    x = column(name)
    return f"({x} BETWEEN '{first}' AND '{last}')", f"({x} NOT BETWEEN '{first}' AND '{last}')"


def one_of(name, codes, unknown=()):
    x = column(name)
    return f"({x} IN ({quoted(codes)}))", f"({x} NOT IN ({quoted([*codes, *unknown])}))"


def is_(name, value):
    return f"({column(name)} = '{value}')", f"({column(name)} <> '{value}')"


def under(name, codes):
    coarser = {code[:length] for code in codes for length in range(1, len(code))}
    return one_of(name, codes, sorted(coarser))


def both(*parts):
    return f"({' AND '.join(t for t, _ in parts)})", f"({' OR '.join(f for _, f in parts)})"


def either(*parts):
    return f"({' OR '.join(t for t, _ in parts)})", f"({' AND '.join(f for _, f in parts)})"


def in_country(iso3):
    """By the country where it is known, else as given."""
    yes, no = is_("in_country", "true")
    return (
        f"(country = '{iso3}' OR (country IS NULL AND {yes}))",
        f"(country <> '{iso3}' OR (country IS NULL AND {no}))",
    )


def working_days_since(day):
    """Weekdays in (day, DAY]."""
    return sum((day + timedelta(days=n)).weekday() < 5 for n in range(1, (DAY - day).days + 1))


def last_day_with_more_than(days):
    day = DAY
    while working_days_since(day) <= days:
        day -= timedelta(days=1)
    return day


AGE = ("(age_least >= 18 AND age_most <= 21)", "(age_most < 18 OR age_least > 21 OR age_not_applicable)")
SIZE = ("(coalesce(least, listed) >= 3)", "(greatest(most, listed) < 3 AND most IS NOT NULL)")
ALWAYS = ("true", "false")
YES, ASK = "presume_yes", "ask"

# Pack, measure, conditions (name, what an unknown does, known true and known false), and the groups of alternatives.
MEASURES = [
    (
        "portugal-pending-regular",
        "pending-counts-as-regular",
        [
            ("in_force", ASK, ALWAYS),
            ("pending", ASK, one_of("application.status", ["submitted", "under_review", "booked"])),
            ("lodged", ASK, until("application.lodged_on", date(2020, 10, 15))),
        ],
        [],
    ),
    (
        "ireland-permit-renewal",
        "automatic-renewal",
        [
            ("in_force", ASK, ALWAYS),
            ("notice", ASK, between("permit.expires_on", "2020-03-20", "2020-09-20")),
            ("present", ASK, in_country("IRL")),
        ],
        [],
    ),
    (
        "qatar-domestic-worker-health",
        "health-cover",
        [
            ("in_force", YES, ALWAYS),
            (
                "worker",
                YES,
                either(
                    is_("work.sector", "domestic_work"),
                    under("work.occupation", ["5152", "5311", "5322", "9111"]),
                ),
            ),
            ("present", YES, in_country("QAT")),
        ],
        [],
    ),
    (
        "eu-child-guardian",
        "guardian-overdue",
        [
            ("in_force", ASK, ALWAYS),
            ("child", YES, after("birth_date", date(2002, 12, 1))),
            ("alone", ASK, one_of("child.care", ["unaccompanied", "separated", "with_spouse"], ["unverified"])),
            ("unrepresented", ASK, is_("child.guardian", "false")),
            ("late", ASK, until("arrived_on", last_day_with_more_than(15))),
        ],
        [],
    ),
    (
        "bangladesh-returnee-cash",
        "cash-on-return",
        [
            ("in_force", ASK, ALWAYS),
            ("since", ASK, after("return.on", date(2019, 12, 31))),
            ("home", ASK, SIZE),
            ("lost", ASK, is_("work.lost_income", "true")),
            ("sent_back", ASK, one_of("return.kind", ["deported", "readmitted", "evacuated"])),
        ],
        [("lost", "sent_back")],
    ),
    (
        "spain-farm-permit",
        "two-year-permit",
        [
            ("in_force", ASK, ALWAYS),
            (
                "hired",
                ASK,
                both(
                    is_("work.sector", "agriculture"),
                    between("work.started_on", "2020-04-09", "2020-09-30"),
                ),
            ),
            ("age", ASK, AGE),
            ("stayed", ASK, is_("spain_farm.withdrew", "false")),
            ("record", ASK, is_("spain_farm.criminal_record", "false")),
            ("lodged", ASK, between("application.lodged_on", "2020-10-01", "2020-10-30")),
        ],
        [],
    ),
]

# Declared sizes and listed members of each household; whoever has no household stands alone.
HOMES = """
SELECT people.*, coalesce(home.listed, 1) AS listed,
       coalesce(home.least, TRY_CAST("household.size" AS BIGINT)) AS least,
       coalesce(home.most, TRY_CAST("household.size" AS BIGINT)) AS most
FROM people LEFT JOIN (
    SELECT "household.id" AS shared, count(*) AS listed,
           min(TRY_CAST("household.size" AS BIGINT)) AS least, max(TRY_CAST("household.size" AS BIGINT)) AS most
    FROM people WHERE "household.id" IS NOT NULL GROUP BY shared
) AS home ON "household.id" = home.shared
"""

# First and last possible birthday as whole numbers, and the age when hired by whole numbers: 29 February counts as
# 1 March in common years.
AGES = """
SELECT *, (hired_on - born_last) // 10000 AS age_least, (hired_on - born_first) // 10000 AS age_most,
       coalesce(birth_date = 'n/a', false) OR coalesce("work.started_on" = 'n/a', false) AS age_not_applicable
FROM (
    SELECT *, CAST(replace(nullif("work.started_on", 'n/a'), '-', '') AS INTEGER) AS hired_on,
           CAST(CASE length(birth_date)
                    WHEN 3 THEN NULL
                    WHEN 4 THEN birth_date || '0101'
                    WHEN 7 THEN replace(birth_date, '-', '') || '01'
                    ELSE replace(birth_date, '-', '') END AS INTEGER) AS born_first,
           CASE length(birth_date)
               WHEN 3 THEN NULL
               WHEN 4 THEN CAST(birth_date || '1231' AS INTEGER)
               WHEN 7 THEN CAST(strftime(last_day(CAST(birth_date || '-01' AS DATE)), '%Y%m%d') AS INTEGER)
               ELSE CAST(replace(birth_date, '-', '') AS INTEGER) END AS born_last
    FROM people
)
"""

# What a measure selects from where the plain file does not do.
SOURCES = {"cash-on-return": HOMES, "two-year-permit": AGES}


def mask(conditions, side):
    """All conditions in one number; what is neither known true nor known false has a bit in neither."""
    return " + ".join(
        f"CASE WHEN {pair[side]} THEN {1 << index} ELSE 0 END" for index, (_, _, pair) in enumerate(conditions)
    )


def truth(conditions, alternatives, states):
    """Kleene over the measure's groups: True, False or None."""
    grouped = {name for group in alternatives for name in group}
    by_name = dict(zip((name for name, _, _ in conditions), states))
    parts = [state for name, state in by_name.items() if name not in grouped]
    for group in alternatives:
        members = [by_name[name] for name in group]
        parts.append(True if True in members else (None if None in members else False))
    return False if False in parts else (None if None in parts else True)


def presumed(conditions, states):
    return [True if s is None and c[1] == YES else s for c, s in zip(conditions, states)]


def figures(rows, pack, measure, conditions, alternatives):
    """From people by pattern to the figures that a simulation shows."""
    out = {"pack": pack, "measure": measure, "yes": 0, "presumed": 0, "no": 0, "needs": 0}
    counts = [dict(id=c[0], met=0, not_met=0, unknown=0, missed_alone=0) for c in conditions]
    for true, false, people in rows:
        states = [True if true >> i & 1 else (False if false >> i & 1 else None) for i in range(len(conditions))]
        settled = presumed(conditions, states)
        verdict = truth(conditions, alternatives, settled)
        out[{True: "yes", False: "no", None: "needs"}[verdict]] += people
        if verdict is True and truth(conditions, alternatives, states) is not True:
            out["presumed"] += people
        for index, state in enumerate(states):
            counts[index][{True: "met", False: "not_met", None: "unknown"}[state]] += people
            if state is False and verdict is False:
                met = settled[:index] + [True] + settled[index + 1 :]
                if truth(conditions, alternatives, met) is True:
                    counts[index]["missed_alone"] += people
    return out | {"conditions": counts}


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    db = duckdb.connect(config={"threads": 2})
    # From here on: neither Python's start nor the loading of the library is DuckDB's to answer for.
    before = cpu_seconds()
    db.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{FILE}')")
    measures = []
    for pack, measure, conditions, alternatives in MEASURES:
        # A query a measure, as each reads its own columns only: grouping once by all twelve masks is far slower.
        source = SOURCES.get(measure, "SELECT * FROM people")
        rows = db.execute(
            f"SELECT t, f, count(*) FROM (SELECT {mask(conditions, 0)} AS t, {mask(conditions, 1)} AS f"
            f" FROM ({source})) GROUP BY t, f"
        ).fetchall()
        measures.append(figures(rows, pack, measure, conditions, alternatives))
    print(
        json.dumps(
            {
                "people": sum(row[-1] for row in rows),
                "measures": measures,
                "cpu_seconds": cpu_seconds() - before,
                "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            }
        )
    )


main()
