"""Writes the core pack's calendars from the library `holidays`, one file a country. `cargo xtask calendars` runs it.

National holidays only. What sources do not agree about is written as `unsure`, never as one or the other; where
the library ends, or a government moves days by a decree that the library does not have yet, the calendar ends.
"""

import re
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays

FIRST, LAST = 2019, 2030
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

# Countries that the report names, or whose rules run as packs.
COUNTRIES = """
AFG AGO ARM AZE BGD BGR BRA CAN CHE CHL COD COL CYP CZE DEU DJI DNK DZA ECU EGY ESP ETH FIN FRA GBR GHA GRC GTM IND
IRL IRN JPN KHM LBY LKA LTU LVA MAR MDA MEX MMR MNE MRT NER NGA NLD NOR NPL PHL POL PRT QAT ROU SDN SSD SVK SWE TCD
THA TUN TUR UGA USA VAT VEN VNM ZAF
""".split()

# What the library calls otherwise than ISO 3166 alpha-3.
CODES = {"BGR": "BG", "GTM": "GT", "MAR": "MA"}

# The act on time limits counts Good Friday and 5 May, which the library holds to be optional.
CATEGORIES = {"NLD": ("public", "optional")}

# Days of the week of which sources differ: the library, CLDR, or half a day in one office and none in another.
UNSURE = {
    "AFG": (["friday"], ["thursday", "saturday"]),
    "COD": (["sunday"], ["saturday"]),
    "IND": (["sunday"], ["saturday"]),
    "IRN": (["friday"], ["thursday", "saturday"]),
    "LBY": (["saturday"], ["friday", "sunday"]),
    "MRT": (["saturday"], ["friday", "sunday"]),
    "NER": (["sunday"], ["saturday"]),
    "NPL": (["saturday"], ["sunday"]),
    "UGA": (["sunday"], ["saturday"]),
    "VEN": (["sunday"], ["saturday"]),
}

# The law, where somebody named it; every one of them is still to verify.
LAWS = {
    "ESP": "Real Decreto 2001/1983, art. 45",
    "IRL": "Organisation of Working Time Act 1997, second schedule",
    "NLD": "Algemene termijnenwet, art. 3",
    "PRT": "Código do Trabalho, art. 234",
}

ESTIMATED = re.compile(r"(, estimated|\(estimated\)|estimated, )")


def library(country, language):
    """The library's holidays of a country, with their names in a language."""
    categories = CATEGORIES.get(country, ("public",))
    code = CODES.get(country, country)
    return holidays.country_holidays(code, years=range(FIRST, LAST + 1), language=language, categories=categories)


def english(languages):
    """The English in which the library names a country's holidays; none where English is its own."""
    return next((language for language in ("en_US", *languages) if language in languages and language[:2] == "en"), None)


def last_year(days, moved):
    """The last year for which everything is known."""
    last = min(LAST, days.end_year)
    decrees = getattr(days, "special_public_holidays", {})
    return min(last, max(decrees)) if moved and decrees else last


def weekend(country, days):
    """Days of the week that are surely free, and those of which sources differ."""
    usual = {WEEKDAYS[number] for at in every_day(LAST) for number in days._get_weekend(at)}
    own = {WEEKDAYS[number] for number in days.weekend}
    if usual != own:
        sys.exit(f"{country}: its weekend changes within {FIRST} to {LAST}; a calendar cannot say so yet")
    return UNSURE.get(country, ([name for name in WEEKDAYS if name in own], []))


def every_day(last):
    at = date(FIRST, 1, 1)
    while at.year <= last:
        yield at
        at += timedelta(days=1)


def quoted(text):
    plain = re.fullmatch(r"[^\W\d_][\w .\-/()]*", text) and not text.endswith(" ")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def holiday(at, days, local, tag):
    """One line; what is worked out from the moon has its English name alone."""
    names = days.get_list(at)
    estimated = all(ESTIMATED.search(name) for name in names)
    said = "; ".join(dict.fromkeys(re.sub(r" \(\)", "", ESTIMATED.sub("", name)).strip() for name in names))
    parts = [f"en: {quoted(said)}"]
    if estimated:
        parts.append("estimated: true")
    elif tag and local:
        parts.append(f"{tag}: {quoted('; '.join(dict.fromkeys(local.get_list(at))))}")
    return f"    {at}: {{{', '.join(parts)}}}"


def calendar(country, made):
    """The file of a country."""
    probe = library(country, None)
    languages = probe.supported_languages or ()
    days = library(country, english(languages))
    tag = (probe.default_language or "en")[:2]
    # Elsewhere the English name alone: the files are read at every start.
    local = library(country, probe.default_language) if country in LAWS and tag != "en" else None
    moved = sorted(day for day in days.weekend_workdays if FIRST <= day.year <= LAST)
    last = last_year(days, moved)
    free, unsure = weekend(country, days)
    law = f"{LAWS[country]}; " if country in LAWS else ""
    lines = [
        "# Written by `cargo xtask calendars`. National holidays only; those of regions are left out.",
        f"{country}:",
        f"  weekend: [{', '.join(free)}]",
        *([f"  unsure: [{', '.join(unsure)}]"] if unsure else []),
        f"  covers: [{FIRST}-01-01, {last}-12-31]",
        f"  source: \"{law}holidays {holidays.__version__}, made on {made} (to verify)\"",
    ]
    worked = [day for day in moved if day.year <= last]
    if worked:
        lines.append(f"  worked: [{', '.join(map(str, worked))}]")
    lines.append("  holidays:")
    lines += [holiday(at, days, local, tag) for at in sorted(days) if FIRST <= at.year <= last and at not in worked]
    return "\n".join(lines) + "\n"


def main(folder, made):
    for country in COUNTRIES:
        (Path(folder) / f"{country}.yaml").write_text(calendar(country, made), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
