"""A starter checklist for `coptui checklists new`: it lints clean and explains itself."""

from __future__ import annotations

STARTER = """\
# A checklist of your own. Save it in a folder named checklists beside your
# community's file, then check it:  coptui checklists lint FILE
# A line that starts with # is a remark for you.

id: {id}            # small letters, digits, hyphens; keep it once in use
version: 1          # raise it with every edit; earlier walks keep theirs
title: {title}
about: When to walk it, and with whom.
# every: 1 month            # due again after this; without it, on demand
# for: event                # community (the default), event, member, topic
# stages: [maturing]        # offered only then; without it, always

sections:
  - title: How we are
    # principle: levels     # counts for one of the seven in Pulse: evolution,
    #                         dialogue, levels, spaces, value, excitement, rhythm
    # pick: 3               # ask only so many: those whose evidence moved most
    steps:
      - id: quiet-people-heard
        ask: How well could quiet people take part in their own way?
        help: |
          What good looks like, in a line or two.
          What to try when it is low.
        answer: scale       # 0-4; or yes-no, choice, text, people, topics,
        #                     events, date
        # good: low         # when a low answer is the good one; or none
        # evidence: [level_mix, attendance]     # coptui evidence lists them
        # when: level_mix.n >= 5                # asked only when this holds
        # required: true
        suggest:            # follow-ups offered when the answer is 0 or 1
          - Begin the next discussion with a minute of writing

      - id: next-format
        ask: What shall the next meeting be?
        answer: choice
        choices: [as always, a debate, a walk, a case]

  - title: Before you go
    steps:
      - id: who-would-still-come
        ask: If the meetings stopped tomorrow, who would meet anyway?
        answer: people
"""


def starter(id: str = "my-checklist", title: str = "My checklist") -> str:
    """The YAML text of a first checklist, with remarks; the title is quoted where it must be."""
    plain = bool(title.strip()) and all(sign.isalnum() or sign in " -'" for sign in title)
    plain = plain and title[0].isalpha() and title == title.strip()
    quoted = title if plain else "'" + title.replace("'", "''") + "'"
    return STARTER.replace("{id}", id).replace("{title}", quoted)
