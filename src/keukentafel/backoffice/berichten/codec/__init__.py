"""The messages of iWmo and iJw: read, check, judge, answer and write them. Pure: no Django, no clock, no network, no settings.

What to call, by module:

- `registry`: which kinds and releases there are (`find_soort`, `soort_of`, `release_in_force`).
- `records`: one declared, frozen, typed record per class of a message, in the standard's order and words; days are inclusive as in
  the standard, money is integer euro cents.
- `reader.read(source)`: any bytes or a path in, a `verdict.ReadResult` out. Level 1: frame and schema; level 2: rules inside the
  message. `writer.write(bericht)`: the canonical bytes. `read(write(x)).bericht == x` for every valid message.
- `facts` and `oordeel`: what is known, and what judging against it gives. Levels 3 and 4 are one function per message:
  `rules.toewijzing.judge_301`, `rules.start.judge_305`, `rules.stop.judge_307`, `rules.verzoek.judge_315`, `rules.wijziging.judge_317`,
  `rules.antwoord.judge_319`, `rules.declaratie.judge_323` and `rules.declaratie_antwoord.judge_325`. `rules.kop.JUDGED_RULES` lists their
  rules; `rules.declaratie.decide` takes in what a person decides about a waiting line.
- `retour.build_retour` and `retour.build_325`: the message that answers.
- `xsd.message_schema` and `xsd.base_schema`: our own schema files, made from the same records.
- `codelists`: the code lists, and a reason in Dutch for every return code. `gemeenten.gemeentecodes(day)`: the gemeente codes for a day.
- `checking.check`: a file at every level that needs nothing but the file and the day; `summary.summarise`: a message in plain Dutch.
- `headers`, `sample` and `provider`: new headers, seeded valid messages, and files as a provider would write them.

Implemented: iWmo 3.2 and iJw 3.2, all fourteen messages of each. Another release is more declared records and more rows in the
registry; reader, writer and schema follow, and two releases live side by side.
"""
