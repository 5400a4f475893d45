"""The measures as OpenFisca variables, over the plain people file read with Arrow.

OpenFisca knows no missing value: an input that is not given is its default, and the rule then says no (or yes) to
somebody of whom nothing is known. To give the same figures as a rule that asks, each datum is two or three inputs here
(the least and the most it can be, and whether it applies) and each condition two variables, known true and known false.
So it is OpenFisca's engine with three-valued rules written by hand; the idiomatic rules would be faster and wrong.
"""

from calendar import monthrange
from datetime import date

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.periods import DAY as DAILY
from openfisca_core.periods import period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from peer import arguments, cpu_seconds, report
from rules import AMOUNTS, DAY, MEASURES, MINOR, figures, verdict

PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)
HOME = build_entity(
    key="household", plural="households", label="A household", roles=[{"key": "member", "plural": "members"}]
)
ON = period(str(DAY))
BELOW, ABOVE = np.int32(-(2**30)), np.int32(2**30)


def span(text):
    """First and last possible day as numbers, and whether it applies."""
    if text == "n/a":
        return BELOW, ABOVE, False
    parts = [int(part) for part in text.split("-")]
    first = date(*(parts + [1, 1])[:3])
    month = parts[1] if len(parts) > 1 else 12
    last = first if len(parts) == 3 else date(parts[0], month, monthrange(parts[0], month)[1])
    return first.toordinal(), last.toordinal(), True


class Data:
    """Columns of the file as numbers, each decoded once."""

    def __init__(self, file, people):
        self.file, self.people = file, people

    def texts(self, name):
        """The number of each row's text (the last for none), and the texts."""
        coded = self.file.read([name]).column(0).combine_chunks()
        if not hasattr(coded, "indices"):
            coded = pc.dictionary_encode(coded)
        coded = coded.combine_chunks() if hasattr(coded, "combine_chunks") else coded
        texts = coded.dictionary.to_pylist()
        keys = pc.fill_null(coded.indices, len(texts)).to_numpy(zero_copy_only=False)
        return keys, texts

    def dates(self, name):
        keys, texts = self.texts(name)
        spans = [span(text) for text in texts] + [(BELOW, ABOVE, True)]
        lo, hi, applies = (np.array(side) for side in zip(*spans))
        return {"lo": lo.astype(np.int32)[keys], "hi": hi.astype(np.int32)[keys], "na": ~applies[keys]}

    def numbers(self, name):
        keys, texts = self.texts(name)
        lo = [BELOW if text == "n/a" else int(text) for text in texts] + [BELOW]
        hi = [ABOVE if text == "n/a" else int(text) for text in texts] + [ABOVE]
        na = np.array([text == "n/a" for text in texts] + [False])
        return {"lo": np.array(lo, np.int32)[keys], "hi": np.array(hi, np.int32)[keys], "na": na[keys]}

    def codes(self, name):
        """Numbers of codes, by their texts: 0 is unknown."""
        keys, texts = self.texts(name)
        return {"code": np.append(np.arange(1, len(texts) + 1, dtype=np.int16), np.int16(0))[keys]}, texts


class Rules:
    """A tax and benefit system with these measures, and the inputs it needs."""

    def __init__(self, file, measures):
        self.system = TaxBenefitSystem([PERSON, HOME])
        self.inputs = {}
        self.file = file
        self.data = Data(file, file.metadata.num_rows)
        self.code_lists = {}
        self.number = 0
        self.measures = [(measure, [self.condition(c[2]) for c in measure[2]]) for measure in measures]

    def variable(self, name, kind, entity=PERSON, formula=None):
        parts = {"value_type": kind, "entity": entity, "definition_period": DAILY, "label": name}
        if formula is not None:
            parts["formula"] = formula
        self.system.add_variable(type(name, (Variable,), parts))
        return name

    def given(self, field, kind, read):
        """Declares the inputs of a field once; gives their names by part."""
        stem = field.replace(".", "_").replace("#", "_")
        for part, values in ({} if stem in self.code_lists else read()).items():
            self.inputs[self.variable(f"{stem}_{part}", bool if values.dtype == bool else int)] = values
        self.code_lists.setdefault(stem, kind)
        return stem

    def day(self, field):
        return self.given(field, "date", lambda: self.data.dates(field))

    def count(self, field):
        return self.given(field, "number", lambda: self.data.numbers(field))

    def code(self, field):
        stem = field.replace(".", "_")
        if stem not in self.code_lists:
            values, texts = self.data.codes(field)
            self.inputs[self.variable(f"{stem}_code", int)] = values["code"]
            self.code_lists[stem] = texts
        return stem, self.code_lists[stem]

    def condition(self, expression):
        """Names of two variables, known true and known false."""
        self.number += 1
        name = f"c{self.number}"
        true, false = self.formulas(expression)
        return self.variable(f"{name}_t", bool, formula=true), self.variable(f"{name}_f", bool, formula=false)

    def formulas(self, expression):
        kind, *rest = expression
        match kind:
            case "always":
                return lambda p, t: np.ones(p.count, bool), lambda p, t: np.zeros(p.count, bool)
            case "until":
                x, cut = self.day(rest[0]), rest[1].toordinal()
                return (
                    lambda p, t: (p(f"{x}_hi", t) <= cut) & ~p(f"{x}_na", t),
                    lambda p, t: (p(f"{x}_lo", t) > cut) | p(f"{x}_na", t),
                )
            case "after":
                x, cut = self.day(rest[0]), rest[1].toordinal()
                return (
                    lambda p, t: (p(f"{x}_lo", t) > cut) & ~p(f"{x}_na", t),
                    lambda p, t: (p(f"{x}_hi", t) <= cut) | p(f"{x}_na", t),
                )
            case "later":
                a, b = (self.day(field) for field in rest)
                return (
                    lambda p, t: (p(f"{a}_lo", t) > p(f"{b}_hi", t)) & ~p(f"{a}_na", t) & ~p(f"{b}_na", t),
                    lambda p, t: (p(f"{a}_hi", t) <= p(f"{b}_lo", t)) | p(f"{a}_na", t) | p(f"{b}_na", t),
                )
            case "at_least":
                x, n = self.count(rest[0]), rest[1]
                return (
                    lambda p, t: (p(f"{x}_lo", t) >= n) & ~p(f"{x}_na", t),
                    lambda p, t: (p(f"{x}_hi", t) < n) | p(f"{x}_na", t),
                )
            case "one_of":
                return self.codes(rest[0], lambda text: text in rest[1], lambda text: text in rest[2])
            case "is":
                return self.codes(rest[0], lambda text: text == ("true" if rest[1] else "false"), lambda text: False)
            case "under":
                below = lambda text: any(text.startswith(code) for code in rest[1])
                coarser = lambda text: any(code.startswith(text) and code != text for code in rest[1])
                return self.codes(rest[0], below, coarser)
            case "in_country":
                here, there = self.codes("country", lambda text: text == rest[0], lambda text: False)
                yes, no = self.formulas(("is", "in_country", True))
                known = lambda p, t: p("country_code", t) > 0
                return (
                    lambda p, t: here(p, t) | (~known(p, t) & yes(p, t)),
                    lambda p, t: there(p, t) | (~known(p, t) & no(p, t)),
                )
            case "age_at":
                return self.age_at(*rest)
            case "size":
                return self.size(*rest)
            case "members":
                return self.members(rest[1])
            case "and" | "or":
                parts = [self.formulas(part) for part in rest]
                every = lambda side: lambda p, t: np.logical_and.reduce([part[side](p, t) for part in parts])
                some = lambda side: lambda p, t: np.logical_or.reduce([part[side](p, t) for part in parts])
                return (every(0), some(1)) if kind == "and" else (some(0), every(1))
        raise ValueError(kind)

    def codes(self, field, holds, unsure):
        """What does not apply is false; what is unknown, or means it, is neither."""
        stem, texts = self.code(field)
        yes = np.array([False] + [text != "n/a" and holds(text) for text in texts])
        no = np.array([False] + [text == "n/a" or not (holds(text) or unsure(text)) for text in texts])
        return lambda p, t: yes[p(f"{stem}_code", t)], lambda p, t: no[p(f"{stem}_code", t)]

    def age_at(self, born, at, least, most):
        born, at = self.day(born), self.day(at)

        def years(born, at):
            """Completed years; 29 February counts as 1 March in common years, which whole numbers give by themselves."""
            number = lambda days: (
                lambda d: d.astype("datetime64[Y]").astype(int) * 10000 + 19700000
                + (d.astype("datetime64[M]").astype(int) % 12 + 1) * 100
                + (d - d.astype("datetime64[M]")).astype(int) + 1
            )((days - date(1970, 1, 1).toordinal()).astype("datetime64[D]"))
            return (number(at) - number(born)) // 10000

        def bounds(p, t):
            lo, hi, on = p(f"{born}_lo", t), p(f"{born}_hi", t), p(f"{at}_lo", t)
            known = (lo > BELOW) & (on > BELOW)
            place = lambda days: np.where(known, days, 1)
            youngest, oldest = years(place(hi), place(on)), years(place(lo), place(on))
            return known, youngest, oldest, p(f"{born}_na", t) | p(f"{at}_na", t)

        def true(p, t):
            known, youngest, oldest, na = bounds(p, t)
            return known & ~na & (youngest >= least) & (oldest <= most)

        def false(p, t):
            known, youngest, oldest, na = bounds(p, t)
            return na | (known & ((oldest < least) | (youngest > most)))

        return true, false

    def home(self):
        """Variables of households: listed, and the least and the most that any member declares."""
        if "home_listed" in self.system.variables:
            return
        self.count("household.size")
        declares = lambda h, t: h.members("household_size_lo", t) > BELOW
        self.variable("home_listed", int, HOME, lambda h, t: h.nb_persons())
        self.variable("home_declared", bool, HOME, lambda h, t: h.any(declares(h, t)))
        least = lambda h, t: h.min(np.where(declares(h, t), h.members("household_size_lo", t), ABOVE))
        most = lambda h, t: h.max(np.where(declares(h, t), h.members("household_size_hi", t), BELOW))
        self.variable("home_least", int, HOME, least)
        self.variable("home_most", int, HOME, most)

    def size(self, relation, n):
        self.home()
        of = lambda p, t, name: p.household(name, t)
        least = lambda p, t: np.where(of(p, t, "home_declared"), of(p, t, "home_least"), of(p, t, "home_listed"))
        most = lambda p, t: np.where(
            of(p, t, "home_declared"), np.maximum(of(p, t, "home_most"), of(p, t, "home_listed")), ABOVE
        )
        if relation == ">=":
            return lambda p, t: least(p, t) >= n, lambda p, t: most(p, t) < n
        return lambda p, t: most(p, t) <= n, lambda p, t: least(p, t) > n

    def minors(self):
        """Variables of households: members known to be minors, and those who may be or are not listed."""
        if "home_minors" in self.system.variables:
            return
        self.home()
        true, false = self.condition(MINOR)
        self.variable("home_minors", int, HOME, lambda h, t: h.sum(h.members(true, t)))

        def perhaps(h, t):
            unlisted = np.maximum(h("home_most", t) - h("home_listed", t), 0)
            undecided = h.sum(~(h.members(true, t) | h.members(false, t)))
            return np.where(h("home_declared", t), undecided + unlisted, ABOVE)

        self.variable("home_perhaps_minors", int, HOME, perhaps)

    def members(self, n):
        self.minors()
        minors = lambda p, t: p.household("home_minors", t)
        return (
            lambda p, t: minors(p, t) >= n,
            lambda p, t: minors(p, t) + p.household("home_perhaps_minors", t) < n,
        )

    def simulation(self):
        """With everybody in their household; whoever names none stands alone."""
        people = self.file.metadata.num_rows
        keys, texts = self.data.texts("household.id")
        alone = keys == len(texts)
        homes = np.where(alone, len(texts) + np.arange(people), keys)
        _, homes = np.unique(homes, return_inverse=True)
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", np.arange(people))
        household = builder.declare_entity("household", np.arange(homes.max() + 1))
        builder.join_with_persons(household, homes, np.array(["member"] * people))
        simulation = builder.build(self.system)
        for name, values in self.inputs.items():
            simulation.set_input(name, ON, values)
        return simulation


def counted(simulation, measure, names, verdicts):
    """People by pattern, and the cost of the yes."""
    bits = [np.zeros(simulation.persons.count, np.int64) for _ in (0, 1)]
    for place, pair in enumerate(names):
        for side, name in enumerate(pair):
            bits[side] |= simulation.calculate(name, ON).astype(np.int64) << place
    patterns, inverse, people = np.unique(bits[0] << 32 | bits[1], return_inverse=True, return_counts=True)
    rows = [(int(p) >> 32, int(p) & 0xFFFFFFFF, int(n)) for p, n in zip(patterns, people)]
    found = figures(measure, rows)
    if measure[1] in AMOUNTS and not verdicts:
        base, each = AMOUNTS[measure[1]]
        yes = np.array([verdict(measure, true, false) is True for true, false, _ in rows])[inverse]
        minors = simulation.calculate("home_minors", ON)[simulation.populations["household"].members_entity_id]
        perhaps = simulation.calculate("home_perhaps_minors", ON)
        fixed = perhaps[simulation.populations["household"].members_entity_id] == 0
        least = int((base + each * minors[yes].astype(np.int64)).sum())
        found["cost"] = {"min": least, "fixed": int(fixed[yes].sum()), "open": int((~fixed[yes]).sum())}
    return found


def main():
    args = arguments()
    # From here on, as for DuckDB: neither Python's start nor the loading of libraries counts.
    before = cpu_seconds()
    rules = Rules(pq.ParquetFile(args.file), MEASURES[: args.measures])
    if any(measure[1] in AMOUNTS for measure, _ in rules.measures):
        rules.minors()
    simulation = rules.simulation()
    found = [counted(simulation, measure, names, args.verdicts) for measure, names in rules.measures]
    report(rules.file.metadata.num_rows, found, before)


main()
