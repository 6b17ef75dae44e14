"""A circle of forty who may be written to, and some who may not."""

from __future__ import annotations

from typing import Any

TODAY = "2026-11-22"
"""A Sunday."""


def tables(people: int = 40) -> dict[str, Any]:
    members: dict[str, Any] = {
        str(number): {
            "name": f"Member {number:02d} Lee",
            "emails": [f"m{number}@example.org"],
            "joined_on": "2025-01-01",
        }
        for number in range(1, people + 1)
    }
    members["101"] = {"name": "Hal Tey", "emails": ["hal@example.org"], "contact_ok": False}
    members["102"] = {"name": "Dana Poe", "emails": ["dana@example.org"], "status": "paused",
                      "paused_on": "2026-11-01", "paused_until": "2026-12-24"}  # fmt: skip
    members["103"] = {"name": "Fay Rand", "emails": ["fay@example.org"], "status": "left", "left_on": "2026-01-01"}  # fmt: skip
    members["104"] = {"name": "Gus Shaw", "joined_on": "2025-01-01"}
    members["105"] = {"name": "Ida Webb", "emails": ["no address at all"], "joined_on": "2025-01-01"}  # fmt: skip
    return {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Harbour circle", "time_zone": "Europe/Berlin", "purpose": "to learn"}},
        "members": members,
        "topics": {"1": {"title": "Silent calls"}, "2": {"title": "The Okafor family", "confidential": True, "code": "case 14"}},
        "events": {
            "1": {"title": "Winter meeting", "starts_at": "2026-12-04T18:00", "ends_at": "2026-12-04T20:00",
                  "status": "confirmed", "place": "the quay", "topics": [1, 2], "hosts": [1], "agenda": "silent calls"},
            "2": {"title": "Autumn call", "starts_at": "2026-11-10T18:00", "status": "held", "attendance_taken": True,
                  "attendance": {"1": {"status": "attended"}, "2": {"status": "late"}, "101": {"status": "attended"},
                                 "3": {"status": "absent"}}, "summary": "a good call"},
        },
    }  # fmt: skip
