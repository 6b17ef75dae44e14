"""The small community of these tests, and a checklist of its own."""

TODAY = "2026-03-14"  # a Saturday

TABLES = {
    "meta": {"1": {"schema": 1, "generation": 3}},
    "community": {"1": {"name": "Reading circle", "founded_on": "2025-01-01"}},
    "members": {
        "1": {"name": "Ann Lee", "roles": [{"role": "coordinator"}], "joined_on": "2025-01-01"},
        "2": {"name": "Anna Berg", "joined_on": "2025-02-01", "organisation": "Harbour School"},
        "3": {"name": "Carlos Díaz", "joined_on": "2025-03-01", "offers": ["supervision"]},
        "4": {"name": "Zebedee Late", "joined_on": "2026-03-20"},
    },
    "topics": {
        "1": {"title": "Onboarding", "stewards": [2], "touched_on": "2026-02-03"},
        "2": {"title": "The Okafor family", "confidential": True, "code": "case 14"},
    },
    "events": {
        "1": {
            "title": "Round table",
            "starts_at": "2026-03-03T18:00",
            "status": "held",
            "series": "round",
            "topics": [1],
            "hosts": [1],
            "attendance_taken": True,
            "attendance": {"1": {"status": "attended"}, "3": {"status": "late"}},
        },
        "2": {"title": "Round table", "starts_at": "2026-04-07T18:00", "series": "round"},
    },
}

CHECKLIST = """\
id: small-round
version: 1
title: Small round
sections:
  - title: How we are
    steps:
      - id: heard
        ask: How well were quiet people heard?
        help: |
          Good looks like everyone having had a turn.
        evidence: [headcount]
        suggest: [Begin with a minute of writing]
      - id: dated
        ask: Is the next meeting dated?
        answer: yes-no
      - id: form
        ask: What shall it be?
        answer: choice
        choices: [a debate, a walk]
      - id: who
        ask: Who would still come?
        answer: people
      - id: what
        ask: What was the best line?
        answer: text
"""
