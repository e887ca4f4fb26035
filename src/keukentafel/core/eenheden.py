"""The units in which care is measured (WJ756) and per how long (WMO757), by their codes in the message standards."""

MINUUT, UUR, ETMAAL, DAGDEEL, OUTPUT, EURO, INSPANNING = "01", "04", "14", "16", "82", "83", "84"
EENHEDEN = frozenset({MINUUT, UUR, ETMAAL, DAGDEEL, OUTPUT, EURO, INSPANNING})
PER_DAG, PER_WEEK, PER_MAAND, TOTAAL = "1", "2", "4", "6"
FREQUENTIES = frozenset({PER_DAG, PER_WEEK, PER_MAAND, TOTAAL})
# iWmo and iJw allow these by the week, the month or in all, and never by the day.
NOT_PER_DAY = frozenset({ETMAAL, DAGDEEL, EURO, INSPANNING})
