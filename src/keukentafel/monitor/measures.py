"""The figures as expressions over the facts: the same ones run on DuckDB here and on Spark over the same files.

Every function takes tables of the mart and gives an expression that answers whole counts or cents, always per
neighbourhood and never for one alone; shares are made afterwards, on counts that went through disclosure control.
"""

from datetime import date
from typing import Any

import ibis
from ibis import _

Table = Any


def between(facts: Table, first: date, end: date) -> Table:
    """Only the facts of months from `first` up to, not including, `end`."""
    return facts.filter((_.maand >= first) & (_.maand < end))


def contacts(facts: Table, venster: int) -> Table:
    """(wijk, maand, uitkomst, aantal, individueel): new questions by the month in which they came.

    `individueel` counts those that led to an individual provision within `venster` months of their own date: a
    provision counts in the month of its report and not in the month in which it was granted.
    """
    led = (_.maanden_tot_individueel >= 0) & (_.maanden_tot_individueel < venster)
    return (
        facts.mutate(geleid=ibis.ifelse(led, 1, 0))
        .group_by(["wijk", "maand", "uitkomst"])
        .agg(aantal=_.count(), individueel=_.geleid.sum())
    )


def outcomes(facts: Table) -> Table:
    """(wijk, uitkomst, aantal): how finished onderzoeken, or besluiten, ended."""
    return facts.group_by(["wijk", "uitkomst"]).agg(aantal=_.count())


def solutions(facts: Table) -> Table:
    """(wijk, jaar, kolom, aantal): solutions of shared arrangements per column of the ladder."""
    return facts.mutate(jaar=_.maand.year()).group_by(["wijk", "jaar", "kolom"]).agg(aantal=_.count())


def spend(facts: Table, jaar: int) -> Table:
    """(wet, categorie, toegekend): approved cents of one year of delivery."""
    return (
        facts.filter(_.maand.year() == jaar).group_by(["wet", "categorie"]).agg(toegekend=_.toegekend.sum())
    )


def clients(facts: Table, wet: str, leeftijdsgroepen: tuple[str, ...] = ()) -> Table:
    """(aantal): different persons who had help under one law, of these age bands (all when empty)."""
    found = facts.filter(_.wet == wet)
    if leeftijdsgroepen:
        found = found.filter(_.leeftijdsgroep.isin(leeftijdsgroepen))
    return found.agg(aantal=_.pseudoniem.nunique())


def inhabitants(facts: Table) -> Table:
    """(leeftijdsgroep, aantal): inhabitants per age band."""
    return facts.group_by("leeftijdsgroep").agg(aantal=_.aantal.sum())
