"""Pages of the work with residents: today, first contact, dossier, gesprek, plan and besluit."""
