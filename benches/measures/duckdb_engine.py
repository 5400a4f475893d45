"""The ten measures as SQL on DuckDB, over the plain people file.

A cell is text: NULL is unknown, `n/a` is not applicable, a date is known as far as it is written (`2002`, `2002-12`).
ISO text compares like the days it stands for, and `n/a` sorts above every digit; what is coarser than a cut is a
beginning of it. Each expression becomes two, known true and known false.
"""

from datetime import timedelta

import duckdb

from peer import arguments, cpu_seconds, report
from rules import ALWAYS, AMOUNTS, MEASURES, MINOR, YES, figures


def column(name):
    return f'"{name}"'


def quoted(codes):
    return ", ".join(f"'{code}'" for code in codes)


def begins(day):
    """Dates known less exactly than `day`, and that may be it."""
    return quoted([str(day)[:4], str(day)[:7]])


def until(x, last):
    after = last + timedelta(days=1)
    return f"({x} < '{after}' AND {x} NOT IN ({begins(after)}))", f"({x} > '{last}')"


def after(x, last):
    following = last + timedelta(days=1)
    no = f"(({x} < '{following}' AND {x} NOT IN ({begins(following)})) OR {x} = 'n/a')"
    return f"({x} > '{last}' AND {x} <> 'n/a')", no


def one_of(x, codes, unknown):
    return f"({x} IN ({quoted(codes)}))", f"({x} NOT IN ({quoted([*codes, *unknown])}))"


def joined(parts, how, other):
    return f"({how.join(t for t, _ in parts)})", f"({other.join(f for _, f in parts)})"


def under(x, codes):
    coarser = sorted({code[:length] for code in codes for length in range(1, len(code))})
    hit = " OR ".join(f"starts_with({x}, '{code}')" for code in codes)
    return f"({hit})", f"(NOT ({hit}) AND {x} NOT IN ({quoted(coarser)}))"


def number(x):
    return f"TRY_CAST({x} AS BIGINT)"


def size(relation, n):
    least, most = "coalesce(least, listed)", "greatest(most, listed)"
    if relation == ">=":
        return f"({least} >= {n})", f"(most IS NOT NULL AND {most} < {n})"
    return f"(most IS NOT NULL AND {most} <= {n})", f"({least} > {n})"


# Members who are minors, may be, and are not listed; without a declared size nobody knows how many are not.
UNLISTED = "(CASE WHEN most IS NULL THEN NULL ELSE greatest(most - listed, 0) END)"


def pair(expression):
    """Known true, known false."""
    kind, *rest = expression
    match kind:
        case "always":
            return "true", "false"
        case "until":
            return until(column(rest[0]), rest[1])
        case "after":
            return after(column(rest[0]), rest[1])
        case "later":
            a, b = map(column, rest)
            known = f"{a} <> 'n/a' AND {b} <> 'n/a'"
            return f"({a} > {b} AND {known})", f"(({a} <= {b} AND {known}) OR {a} = 'n/a' OR {b} = 'n/a')"
        case "one_of":
            return one_of(column(rest[0]), rest[1], rest[2])
        case "under":
            return under(column(rest[0]), rest[1])
        case "is":
            word = "true" if rest[1] else "false"
            return f"({column(rest[0])} = '{word}')", f"({column(rest[0])} <> '{word}')"
        case "at_least":
            x = column(rest[0])
            return f"({number(x)} >= {rest[1]})", f"({number(x)} < {rest[1]} OR {x} = 'n/a')"
        case "in_country":
            yes, no = pair(("is", "in_country", True))
            return (
                f"(country = '{rest[0]}' OR (country IS NULL AND {yes}))",
                f"(country <> '{rest[0]}' OR (country IS NULL AND {no}))",
            )
        case "age_at":
            _, _, least, most = rest
            yes = f"(age_least >= {least} AND age_most <= {most})"
            return yes, f"(age_most < {least} OR age_least > {most} OR age_not_applicable)"
        case "size":
            return size(*rest)
        case "members":
            n = rest[1]
            return f"(minors >= {n})", f"({UNLISTED} IS NOT NULL AND minors + perhaps + {UNLISTED} < {n})"
        case "and":
            return joined([pair(part) for part in rest], " AND ", " OR ")
        case "or":
            return joined([pair(part) for part in rest], " OR ", " AND ")
    raise ValueError(kind)


IS_MINOR, IS_ADULT = pair(MINOR)
ONE = f"CASE WHEN {IS_MINOR} THEN 1 ELSE 0 END"
PERHAPS = f"CASE WHEN {IS_MINOR} OR {IS_ADULT} THEN 0 ELSE 1 END"

# Declared sizes, listed members and minors of each household; whoever has no household stands alone.
HOMES = f"""
SELECT people.*, coalesce(home.listed, 1) AS listed, coalesce(home.minors, {ONE}) AS minors,
       coalesce(home.perhaps, {PERHAPS}) AS perhaps,
       coalesce(home.least, TRY_CAST("household.size" AS BIGINT)) AS least,
       coalesce(home.most, TRY_CAST("household.size" AS BIGINT)) AS most
FROM people LEFT JOIN (
    SELECT "household.id" AS shared, count(*) AS listed, sum({ONE}) AS minors, sum({PERHAPS}) AS perhaps,
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


def kinds(expression):
    yield expression[0]
    for part in expression[1:]:
        if isinstance(part, tuple):
            yield from kinds(part)


def source(measure):
    """What a measure selects from, where the plain file does not do."""
    read = {kind for _, _, expression in measure[2] for kind in kinds(expression)}
    if read & {"size", "members"}:
        return HOMES
    return AGES if "age_at" in read else "SELECT * FROM people"


def mask(pairs, side):
    """All conditions in one number; what is neither known true nor known false has a bit in neither."""
    return " + ".join(f"CASE WHEN {pair[side]} THEN {1 << index} ELSE 0 END" for index, pair in enumerate(pairs))


def root(measure, pairs):
    """Known true and known false of the whole measure; a presumption counts as true."""
    _, _, conditions, groups = measure
    by_name = {}
    for (name, policy, _), (yes, no) in zip(conditions, pairs):
        no = f"coalesce({no}, false)"
        by_name[name] = (f"(NOT {no})" if policy == YES else f"coalesce({yes}, false)", no)
    grouped = {name for _, names in groups for name in names}
    parts = [found for name, found in by_name.items() if name not in grouped]
    for least, names in groups:
        sums = [" + ".join(f"CAST({by_name[name][side]} AS INTEGER)" for name in names) for side in (0, 1)]
        parts.append((f"({sums[0]} >= {least})", f"({len(names)} - ({sums[1]}) < {least})"))
    return joined(parts, " AND ", " OR ")


def cost(measure, pairs):
    """Sum of the amounts of all yes, and for how many it is exact."""
    base, each = AMOUNTS[measure[1]]
    yes, _ = root(measure, pairs)
    return (
        f"SELECT coalesce(sum({base} + {each} * minors), 0), "
        f"count(*) FILTER (perhaps = 0 AND coalesce({UNLISTED}, 1) = 0), count(*) FROM ({source(measure)}) WHERE {yes}"
    )


def counted(db, measure, verdicts):
    pairs = [pair(expression) for _, _, expression in measure[2]]
    if verdicts:
        yes, no = root(measure, pairs)
        sums = f"count(*) FILTER ({yes}), count(*) FILTER ({no}), count(*)"
        reached, behind, people = db.execute(f"SELECT {sums} FROM ({source(measure)})").fetchone()
        return people, {"measure": measure[1], "yes": reached, "no": behind, "needs": people - reached - behind}
    # A query a measure, as each reads its own columns only: grouping once by all masks is far slower.
    rows = db.execute(
        f"SELECT t, f, count(*) FROM (SELECT {mask(pairs, 0)} AS t, {mask(pairs, 1)} AS f"
        f" FROM ({source(measure)})) GROUP BY t, f"
    ).fetchall()
    found = figures(measure, rows)
    if measure[1] in AMOUNTS:
        least, fixed, reached = db.execute(cost(measure, pairs)).fetchone()
        found["cost"] = {"min": int(least), "fixed": fixed, "open": reached - fixed}
    return sum(row[-1] for row in rows), found


def main():
    args = arguments()
    db = duckdb.connect(config={"threads": 2})
    # From here on: neither Python's start nor the loading of the library is DuckDB's to answer for.
    before = cpu_seconds()
    db.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{args.file}')")
    found = [counted(db, measure, args.verdicts) for measure in MEASURES[: args.measures]]
    report(found[-1][0], [measure for _, measure in found], before)


assert ALWAYS == ("always",)
main()
