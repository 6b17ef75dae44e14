"""A community in which every field of every record is filled, each where it could be met."""

from __future__ import annotations

from typing import Any

SOURCE = {"kind": "Zoom", "file": "call.csv", "row": 2, "at": "2026-11-11T09:00:00"}
MARCH = {"kind": "CSV", "file": "list.csv", "row": 3, "at": "2026-03-02T09:00:00"}


def _call(day: str, **more: Any) -> dict[str, Any]:
    there = {
        str(number): {"status": "attended"} for number in (2, 3, 4, 5) if str(number) not in day[-1]
    }
    return {
        "title": "Call", "series": "Call", "starts_at": f"{day}T18:00", "status": "held",
        "attendance_taken": True, "not_marked": "unknown", "attendance": there, **more,
    }  # fmt: skip


CALLS = ["2026-08-04", "2026-08-18", "2026-09-01", "2026-09-15", "2026-09-29", "2026-10-13", "2026-10-27"]  # fmt: skip

TABLES: dict[str, Any] = {
    "meta": {"1": {"schema": 1}},
    "community": {"1": {
        "name": "Harbour circle", "domain": "help lines", "purpose": "to learn", "audience": "hosts",
        "yearly": [{"year": 2026, "source": "member", "scores": {"voice": 3}, "note": f"said {number}"} for number in "abc"], "answers_taken": ["80cfc49ece5d633890a6"],
        "character": "calm", "signs": ["laughter"],
        "words": {"excitement": "Fun?", "relevance": "Useful?", "value": "Worth it?"},
        "spark": "passion", "stage": "maturing", "stage_since": "2026-02-01", "stage_note": "we grew",
        "stage_history": [{"stage": "coalescing", "since": "2025-01-01", "note": "first year"}],
        "founded_on": "2024-05-05", "time_zone": "Europe/Berlin", "sponsor": 6,
        "sponsor_reported_on": "2026-06-01", "charter_url": "https://example.org/charter",
        "hours": [{"on": "2026-10-10", "hours": 6.5}],
        "charter_reviewed_on": "2026-05-01",
        "breaks": [{"from": "2026-11-23", "to": "2026-12-02", "why": "autumn holiday"}],
        "not_marked": "unknown",
        "settings": {"window_days": 80},
    }},
    "members": {
        "1": {
            "name": "Ann Lee", "roles": [{"role": "coordinator", "since": "2025-01-01"}],
            "joined_on": "2024-05-05",
        },
        "2": {
            "name": "Beth Moor", "pronouns": "she/her", "organisation": "Harbour line", "unit": "Nights",
            "location": "Leeds", "emails": ["beth@example.org"], "handles": {"github": "bethm"},
            "phone": "0300 111 222", "time_zone": "Europe/London", "joined_on": "2026-09-20",
            "found_us": "a talk at the fair", "introduced_by": 1, "buddy": 3,
            "offers": ["supervision"], "interests": ["rotas"], "seeks": ["a night rota"],
            "knows": [4], "bridges_to": ["the night shelter"], "aliases": ["Betty"],
            "sort_name": "Moor, Beth", "tags": ["nights"], "more": {"shoe size": "38"},
            "contact_ok": True, "prefers": "call", "contact_every_days": 20, "onboarding": {"welcome": "2026-09-21"},
            "consent": {"directory": True, "photos": False, "quotes": True},
            "verified_on": "2026-10-01", "notes": [{"on": "2026-10-02", "by": "ann", "text": "likes tea"}],
            "letters": [{"on": "2026-11-03", "kind": "invite", "event": 8}],
            "groups": [{"group": "Night desk", "since": "2026-09-25", "until": "2026-12-28"}],
            "source": SOURCE,
        },
        "3": {
            "name": "Carl Nor", "organisation": "Eastgate", "interests": ["rotas"], "joined_on": "2025-02-02",
            "roles": [{"role": "expert", "since": "2025-01-01", "until": "2026-12-24"}],
            "source": MARCH, "aliases": ["Charley"],
        },
        "4": {"name": "Dana Poe", "status": "paused", "paused_on": "2026-10-20", "paused_until": "2026-12-20",
              "interests": ["rotas"], "joined_on": "2025-03-02"},
        "5": {"name": "Ed Quill", "level_override": {"level": "core", "reason": "runs nights", "until": "2026-12-30"},
              "interests": ["rotas"], "organisation": "Eastgate", "joined_on": "2026-09-01"},
        "6": {"name": "Fay Rand", "status": "left", "left_on": "2026-10-10", "left_reason": "a new job",
              "joined_on": "2025-01-01"},
        "7": {"name": "Gus Shaw", "status": "guest", "joined_on": "2026-11-10", "introduced_by": 2,
              "onboarding": {"day 0": "2026-11-10"}},
        "8": {"name": "Hal Tey", "contact_ok": False, "joined_on": "2025-08-08"},
    },
    "topics": {
        "1": {
            "title": "Silent calls", "kind": "question", "state": "open", "proposer": 2, "origin": "outside",
            "stewards": [3], "interested": [4, 5], "opened_on": "2026-09-02", "touched_on": "2026-10-28",
            "edge": True, "positions": ["hold the line"], "assumptions": ["they hear us"],
            "tested_by": "a week of trying", "interests": ["rotas"], "tags": ["nights"], "links": ["https://example.org/t"],
            "outcome": "a sheet", "next_step": "try it", "notes": "a private thought",
        },
        "2": {"title": "Rotas", "state": "done", "opened_on": "2026-03-01", "closed_on": "2026-09-30"},
        "3": {"title": "Hard case", "confidential": True, "code": "case 14", "opened_on": "2026-09-09"},
        "4": {"title": "A new one", "state": "proposed", "opened_on": "2026-11-01", "touched_on": "2026-11-09"},
    },
    "events": {
        **{str(number): _call(day) for number, day in enumerate(CALLS, 1)},
        "8": {
            **_call("2026-11-10"), "ends_at": "2026-11-10T20:00", "time_zone": "America/New_York",
            "recurrence": "FREQ=WEEKLY;INTERVAL=2", "place": "the quay", "url": "https://example.org/call",
            "kind": "community call", "format": "round table", "space": "members", "mood": "exciting",
            "topics": [1], "hosts": [3], "speakers": [4],
            "outside_guests": [{"name": "Ida Webb", "organisation": "Harbour clinic"}], "invited": [5],
            "agenda": "silent calls", "summary": "a good call", "aftercare": "Carl was tired",
            "notes_url": "https://example.org/notes", "notes_on": "2026-11-11", "uid": "call-8@example.org",
            "attendance": {
                "2": {"rsvp": "yes", "status": "attended", "minutes": 61, "spoke": True, "role": "speaker", "mode": "online"},
                "3": {"rsvp": "yes", "status": "no-show"},
                "4": {"status": "excused"},
            },
            "unmatched": [{"name": "Zed", "email": "zed@example.org", "minutes": 12}],
            "pulse": [
                {"source": "member", "excitement": 3, "relevance": 2, "value": 4, "signs": {"laughter": 3}, "note": "loved it"},
                {"source": "member", "excitement": 3, "relevance": 2, "value": 4, "signs": {"laughter": 3}},
                {"source": "member", "excitement": 3, "relevance": 2, "value": 4, "signs": {"laughter": 3}},
            ],
            "answers_taken": ["80cfc49ece5d633890a6"],
            "source": SOURCE,
        },
        "9": {"title": "Winter meeting", "starts_at": "2026-12-04T18:00", "status": "planned", "series": "Call", "groups": ["Night desk"],
              "invited": [5], "attendance": {"2": {"rsvp": "yes"}}},
        "10": {"title": "Retreat", "starts_at": "2026-12-18", "all_day": True, "status": "planned"},
        "11": {"title": "Hard case met", "starts_at": "2026-11-17", "status": "held", "confidential": True, "code": "case 15",
               "attendance_taken": True, "attendance": {"2": {"status": "attended"}}},
    },
    "touches": {
        "1": {"on": "2026-11-12", "by": 1, "members": [2], "channel": "call", "kind": "check-in",
              "text": "about nights", "topic": 1, "event": 8},
        "2": {"on": "2026-11-01", "by": 1, "members": [3, 5], "kind": "introduction", "led_to": "a shared rota"},
        "3": {"on": "2026-10-01", "by": 1, "members": [6], "kind": "sponsor", "text": "told them of the sheet"},
    },
    "actions": {
        "1": {"text": "send the sheet", "owner": 1, "due_on": "2026-11-20", "origin": {"kind": "run", "id": 1, "step": "felt"},
              "created_on": "2026-11-10"},
        "2": {"text": "ring Beth", "owner": 1, "due_on": "2026-11-21", "about": [2], "created_on": "2026-11-01"},
        "3": {"text": "book the room", "owner": 3, "state": "done", "done_on": "2026-11-11", "due_on": "2026-11-10",
              "created_on": "2026-11-01", "origin": {"kind": "event", "id": 8}},
    },
    "asks": {
        "1": {"text": "who has a rota?", "asker": 2, "topic": 1, "event": 8, "asked_on": "2026-10-02",
              "answered_by": [3], "first_answer_on": "2026-10-04"},
        "2": {"text": "a quiet room?", "asker": 5, "asked_on": "2026-10-12", "answered_by": [3],
              "first_answer_on": "2026-10-14", "solved_on": "2026-10-20"},
        "3": {"text": "a form?", "asked_on": "2026-11-20"},
    },
    "stories": {
        "1": {"on": "2026-09-10", "text": "the sheet was made", "teller": 2, "cycle": "potential", "tone": "good",
              "consent": "public"},
        "2": {"on": "2026-10-10", "text": "the sheet saved an hour", "teller": 2, "cycle": "applied", "tone": "good",
              "topic": 1, "event": 8, "previous": 1, "measure": {"value": 15, "unit": "minutes a call"},
              "certainty": "fairly", "confirmed_by": "the manager", "consent": "public",
              "share_due": "2026-11-15", "follow_up_on": "2026-11-16"},
        "3": {"on": "2026-11-01", "text": "a bad evening", "teller": 3, "tone": "bad", "consent": "public"},
        "4": {"on": "2026-11-02", "text": "a kept secret", "teller": 3, "follow_up_on": "2026-11-18"},
        "5": {"on": "2026-07-02", "text": "a card was made", "teller": 3, "ask_again": False},
    },
    "contributions": {
        "1": {"on": "2026-11-03", "member": 3, "kind": "posted", "topic": 1, "event": 8,
              "link": "https://example.org/post", "source": SOURCE},
    },
    "library": {
        "1": {
            "title": "The triage sheet", "kind": "template", "link": "https://example.org/triage",
            "topic": 1, "keeper": 2, "added_on": "2025-01-10", "looked_on": "2026-02-10",
            "uses": [{"on": "2026-11-03", "by": 3, "what": "the night rota"}],
        },
    },
    "questions": {
        "1": {
            "text": "When is it enough?", "kind": "gap", "curious": [3], "season": "autumn 2026",
            "asked_on": "2026-03-01", "topic": 1,
        },
    },
    "runs": {
        "1": {
            "checklist": "own", "version": 1, "subject": {"kind": "event", "id": 8}, "group": "Night table",
            "template": {"id": "own", "version": 1, "title": "Our own", "sections": [{"title": "All", "steps": [
                {"id": "felt", "ask": "How did it feel?"}, {"id": "who", "ask": "Who spoke?", "answer": "people"}]}]},
            "started_at": "2026-11-10T20:00:00", "finished_at": "2026-11-10T20:30:00", "by": "ann",
            "window": {"from": "2026-08-13", "to": "2026-11-10"}, "pair": 2,
            "log": [
                {"step": "felt", "question": "How did it feel tonight?", "type": "scale", "value": 3, "note": "a fine evening",
                 "word": "warmly", "evidence": {"headcount": {"value": 8, "text": "8 members", "n": 8}}, "actions": [1], "at": "2026-11-10T20:10:00"},
                {"step": "who", "question": "Who spoke?", "type": "people", "value": "n/a", "waived": "too many",
                 "at": "2026-11-10T20:11:00"},
            ],
        },
        "2": {
            "checklist": "own", "version": 1, "subject": {"kind": "event", "id": 8}, "group": "Night table", "by": "carl",
            "template": {"id": "own", "version": 1, "title": "Our own", "sections": [{"title": "All", "steps": [
                {"id": "felt", "ask": "How did it feel?"}]}]},
            "started_at": "2026-10-10T20:00:00", "finished_at": "2026-10-10T20:30:00",
            "log": [{"step": "felt", "question": "How did it feel?", "type": "scale", "value": 1, "at": "2026-10-10T20:10:00"}],
        },
    },
    "snapshots": {"1": {"on": "2026-10-10", "levels": {"2": "core"}, "evidence": {"headcount": 7}}},
    "history": {
        "1": {"at": "2026-11-01T10:00:00", "by": "ann", "label": "edit Beth",
              "changes": [{"table": "members", "id": 2, "before": {"unit": "Days"}, "after": {"unit": "Nights"}}], "token": "t1"},
        "2": {"at": "2026-11-01T10:01:00", "by": "ann", "label": "undo: edit Beth",
              "changes": [{"table": "members", "id": 2, "before": {"unit": "Nights"}, "after": {"unit": "Days"}}], "undoes": 1},
    },
    "erased": {"1": {"mark": "a1b2", "on": "2026-10-01", "member": 1}},
}  # fmt: skip
