"""The declared records: one frozen typed dataclass per message class, in the standard's own order and words."""
