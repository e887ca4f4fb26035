"""Small pure values used everywhere: period, money, BSN, AGB code, legal terms, imprecise date. No Django."""
