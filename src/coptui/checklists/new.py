"""A starter checklist for `coptui checklists new`: it lints clean and explains itself."""

from __future__ import annotations

STARTER = """\
# Your own checklist. Save it in a folder called checklists beside your
# community's file, then check it:  coptui checklists lint FILE
# Lines that start with # are comments for you.

id: {id}            # lower-case letters, digits, hyphens; don't change it once in use
version: 1          # raise it with every edit; earlier answers keep their version
title: {title}
about: When to use it, and who with.
# every: 1 month            # how often it is due; leave this line out for never
# for: event                # community (the default), event, member, topic
# stages: [maturing]        # offered only in this stage; leave out for all

sections:
  - title: How we are
    # principle: levels     # the answers count for this principle on the screen Pulse:
    #                         evolution, dialogue, levels, spaces, value, excitement, rhythm
    # pick: 3               # ask only 3 of the questions: those whose evidence changed most
    steps:
      - id: quiet-people-heard
        ask: How well could quiet people take part in their own way?
        help: |
          What it looks like when this goes well, in a line or two.
          What to try when it doesn't.
        answer: scale       # 0-4; or yes-no, choice, text, people, topics,
        #                     events, date
        # good: low         # if a low answer is good; none if neither is
        # evidence: [level_mix, attendance]     # `coptui evidence` lists them
        # when: level_mix.n >= 5                # ask only if this is true
        # required: true
        suggest:            # follow-ups offered when the answer is 0 or 1
          - Begin the next discussion with a minute of writing

      - id: next-format
        ask: What shall we do next time?
        answer: choice
        choices: [the usual, a debate, an outing, a case]

  - title: Before you go
    steps:
      - id: who-would-still-come
        ask: If the meetings stopped tomorrow, who would meet anyway?
        answer: people
"""


def starter(id: str = "my-checklist", title: str = "My checklist") -> str:
    """Return the YAML text of a first checklist, with comments; the title is quoted where it must be."""
    plain = bool(title.strip()) and all(sign.isalnum() or sign in " -'" for sign in title)
    plain = plain and title[0].isalpha() and title == title.strip()
    quoted = title if plain else "'" + title.replace("'", "''") + "'"
    return STARTER.replace("{id}", id).replace("{title}", quoted)
