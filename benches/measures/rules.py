"""Ten measures in a neutral form, from which the peers make their own: DuckDB SQL, OpenFisca formulas.

Onward reads the packs themselves and never this file. Each condition is an expression over fields; a peer makes two
answers of it, known true and known false, for one flag would turn missing into no. Parameters are those in effect on
2020-12-01.
"""

from datetime import date, timedelta

DAY = date(2020, 12, 1)
YES, ASK = "presume_yes", "ask"
ALWAYS = ("always",)


def working_days_since(day):
    """Weekdays in (day, DAY]."""
    return sum((day + timedelta(days=n)).weekday() < 5 for n in range(1, (DAY - day).days + 1))


def last_day_with_more_than(days):
    day = DAY
    while working_days_since(day) <= days:
        day -= timedelta(days=1)
    return day


def until(field, last):
    return ("until", field, last)


def since(field, first):
    """On that day or later."""
    return ("after", field, first - timedelta(days=1))


def between(field, first, last):
    return ("and", since(field, first), until(field, last))


def one_of(field, codes, unknown=()):
    return ("one_of", field, codes, list(unknown))


def under(field, codes):
    """The code or one below it; where the value is coarser than asked, nobody can tell."""
    return ("under", field, codes)


MINOR = ("after", "birth_date", date(2002, 12, 1))

# Pack, measure, conditions (name, what an unknown does, expression), groups of alternatives (how many of which).
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
            ("notice", ASK, between("permit.expires_on", date(2020, 3, 20), date(2020, 9, 20))),
            ("present", ASK, ("in_country", "IRL")),
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
                (
                    "or",
                    one_of("work.sector", ["domestic_work"]),
                    under("work.occupation", ["5152", "5311", "5322", "9111"]),
                ),
            ),
            ("present", YES, ("in_country", "QAT")),
        ],
        [],
    ),
    (
        "eu-child-guardian",
        "guardian-overdue",
        [
            ("in_force", ASK, ALWAYS),
            ("child", YES, MINOR),
            ("alone", ASK, one_of("child.care", ["unaccompanied", "separated", "with_spouse"], ["unverified"])),
            ("unrepresented", ASK, ("is", "child.guardian", False)),
            ("late", ASK, until("arrived_on", last_day_with_more_than(15))),
        ],
        [],
    ),
    (
        "bangladesh-returnee-cash",
        "cash-on-return",
        [
            ("in_force", ASK, ALWAYS),
            ("since", ASK, since("return.on", date(2020, 1, 1))),
            ("home", ASK, ("size", ">=", 3)),
            ("lost", ASK, ("is", "work.lost_income", True)),
            ("sent_back", ASK, one_of("return.kind", ["deported", "readmitted", "evacuated"])),
        ],
        [(1, ["lost", "sent_back"])],
    ),
    (
        "spain-farm-permit",
        "two-year-permit",
        [
            ("in_force", ASK, ALWAYS),
            (
                "hired",
                ASK,
                (
                    "and",
                    one_of("work.sector", ["agriculture"]),
                    between("work.started_on", date(2020, 4, 9), date(2020, 9, 30)),
                ),
            ),
            ("age", ASK, ("age_at", "birth_date", "work.started_on", 18, 21)),
            ("stayed", ASK, ("is", "spain_farm.withdrew", False)),
            ("record", ASK, ("is", "spain_farm.criminal_record", False)),
            ("lodged", ASK, between("application.lodged_on", date(2020, 10, 1), date(2020, 10, 30))),
        ],
        [],
    ),
    (
        "benches/measures/packs/bench-deadline",
        "deadline-extension",
        [
            ("in_force", ASK, ALWAYS),
            ("procedure", ASK, one_of("bench_deadline.procedure_kind", ["visa", "residence", "renewal"])),
            ("running", ASK, since("bench_deadline.procedure_deadline", date(2020, 3, 19))),
        ],
        [],
    ),
    (
        "benches/measures/packs/bench-front-line",
        "front-line",
        [
            ("in_force", ASK, ALWAYS),
            ("claimed", ASK, until("protection.claimed_on", date(2020, 3, 12))),
            ("live", ASK, ("or", one_of("protection.status", ["applicant"]), ("is", "bench_care.claim_refused", True))),
            (
                "permit",
                ASK,
                ("and", one_of("permit.kind", ["work"]), ("later", "permit.issued_on", "protection.claimed_on")),
            ),
            ("care", ASK, under("work.occupation", ["2221", "3221", "532"])),
            ("hours", ASK, ("at_least", "care.hours", 120)),
            ("months", ASK, ("at_least", "care.months", 6)),
        ],
        [],
    ),
    (
        "benches/measures/packs/bench-family",
        "family-support",
        [
            ("in_force", ASK, ALWAYS),
            ("children", ASK, ("members", MINOR, 2)),
            ("large", ASK, ("size", ">=", 4)),
            ("lost", ASK, ("is", "work.lost_income", True)),
            ("out", ASK, one_of("work.status", ["unemployed", "inactive"])),
        ],
        [(1, ["lost", "out"])],
    ),
    (
        "benches/measures/packs/bench-older",
        "older-people",
        [
            ("in_force", ASK, ALWAYS),
            ("old", ASK, until("birth_date", date(1955, 12, 1))),
            ("uncovered", ASK, ("is", "health.cover", False)),
            ("alone", ASK, ("size", "<=", 1)),
            ("returned", ASK, since("return.on", date(2020, 1, 1))),
        ],
        [(2, ["uncovered", "alone", "returned"])],
    ),
]

# Something for everybody and more for each minor in the household, in hundredths.
AMOUNTS = {"cash-on-return": (6500, 1000), "family-support": (10000, 2500)}


def truth(conditions, groups, states):
    """Kleene over the measure's groups: True, False or None."""
    grouped = {name for _, names in groups for name in names}
    by_name = dict(zip((name for name, _, _ in conditions), states))
    parts = [state for name, state in by_name.items() if name not in grouped]
    for least, names in groups:
        members = [by_name[name] for name in names]
        if members.count(True) >= least:
            parts.append(True)
        else:
            parts.append(False if len(members) - members.count(False) < least else None)
    return False if False in parts else (None if None in parts else True)


def settled(conditions, states):
    return [True if state is None and found[1] == YES else state for found, state in zip(conditions, states)]


def states_of(conditions, true, false):
    return [True if true >> i & 1 else (False if false >> i & 1 else None) for i in range(len(conditions))]


def verdict(measure, true, false):
    """From the bits of a pattern."""
    _, _, conditions, groups = measure
    return truth(conditions, groups, settled(conditions, states_of(conditions, true, false)))


def figures(measure, rows):
    """From people by pattern to the figures that a simulation shows."""
    _, name, conditions, groups = measure
    out = {"measure": name, "yes": 0, "presumed": 0, "no": 0, "needs": 0}
    counts = [dict(id=c[0], met=0, not_met=0, unknown=0, missed_alone=0) for c in conditions]
    for true, false, people in rows:
        states = states_of(conditions, true, false)
        then = settled(conditions, states)
        found = truth(conditions, groups, then)
        out[{True: "yes", False: "no", None: "needs"}[found]] += people
        if found is True and truth(conditions, groups, states) is not True:
            out["presumed"] += people
        for index, state in enumerate(states):
            counts[index][{True: "met", False: "not_met", None: "unknown"}[state]] += people
            if state is False and found is False:
                if truth(conditions, groups, then[:index] + [True] + then[index + 1 :]) is True:
                    counts[index]["missed_alone"] += people
    return out | {"conditions": counts}
