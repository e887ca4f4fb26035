"""Small pure values used everywhere: period, money, BSN, AGB code, working days and legal terms, imprecise date. No Django."""
