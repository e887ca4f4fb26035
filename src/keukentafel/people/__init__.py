"""People: person, household, address, neighbourhood and protection; the only room that holds who somebody is."""
