"""Casework: contact, melding, onderzoek and gesprek, arrangement, light help, aanvraag and besluit."""
