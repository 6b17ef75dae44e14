"""Someone is forgotten: nothing names them, everything is counted as before."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.edits import SOMEONE
from coptui.core.forgetting import Forgotten, forget, person_to_forget
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore

ON = date(2026, 11, 22)
ANN = "Ann-Marie Müller"
TABLES = {
    "meta": {"1": {"schema": 1, "generation": 7, "next_id": {"members": 9}}},
    "community": {"1": {"name": "Circle", "sponsor": 1, "purpose": f"Begun by {ANN}."}},
    "members": {
        "1": {
            "name": ANN, "emails": ["AM@Example.org"], "handles": {"github": "@annm"},
            "aliases": ["A. Müller"], "phone": "+49 1", "joined_on": "2024-01-01", "unknown": f"x {ANN} y",
            "notes": [{"on": "2026-01-01", "by": "x", "text": "tired"}],
        },
        "2": {"name": "Beth", "knows": [1], "buddy": 1, "introduced_by": 1,
              "notes": [{"on": "2026-01-01", "by": ANN, "text": "Ann-Marie says hi; ANN-MARIE MÜLLER too"}]},
        "3": {"name": "Cy Grace"},
    },
    "topics": {"1": {"title": "Rota", "proposer": 1, "stewards": [1, 2]}},
    "events": {"1": {"title": "Call", "starts_at": "2026-10-01", "hosts": [1], "attendance_taken": True,
                     "attendance": {"1": {"status": "attended"}, "2": {"status": "attended"}},
                     "unmatched": [{"name": ANN, "email": "am@example.org"}]}},
    "touches": {"1": {"on": "2026-10-02", "by": 2, "members": [1], "text": "A. Müller is well"}},
    "actions": {"1": {"text": "mail am@example.org", "owner": 1, "about": [1]}},
    "runs": {"1": {"checklist": "newcomer", "version": "1", "subject": {"kind": "member", "id": 1}, "template": {},
                   "started_at": "2026-01-01T10:00",
                   "log": [{"step": "a", "type": "people", "value": [1, 2], "note": ANN},
                           {"step": "b", "type": "scale", "value": 1}]}},
    "snapshots": {"1": {"on": "2026-01-01", "levels": {"1": "core", "2": "active"}}},
    "history": {
        "1": {"at": "2026-01-01T10:00", "by": "x", "label": f"add member {ANN}",
              "changes": [{"table": "members", "id": 1, "before": None, "after": {"name": ANN}}]},
        "2": {"at": "2026-01-01T10:00", "by": "x", "label": "edit",
              "changes": [{"table": "topics", "id": 1, "before": {"stewards+": []}, "after": {"stewards+": [1]}}]},
    },
    "strange": {"1": {"who": f"{ANN}"}, "2": 7},
}  # fmt: skip


def person() -> Forgotten:
    community = MemoryStore(json.loads(json.dumps(TABLES))).load().community
    return person_to_forget(community, 1, ON, "mark")


def test_no_byte_names_them_and_every_count_stays() -> None:
    found = forget(TABLES, person())
    text = json.dumps(found, ensure_ascii=False).casefold()
    for word in ("müller", "ann-marie", "am@example.org", "annm", "+49 1", "tired"):
        assert word not in text, word
    assert list(found["members"]) == ["2", "3", "9"]
    assert found["members"]["9"] == {
        "name": SOMEONE, "status": "left", "contact_ok": False, "left_on": "2026-11-22",
        "joined_on": "2024-01-01",
    }  # fmt: skip
    assert found["members"]["2"]["knows"] == [9]
    assert found["events"]["1"]["attendance"] == {
        "9": {"status": "attended"},
        "2": {"status": "attended"},
    }
    assert found["runs"]["1"]["subject"]["id"] == 9
    assert found["runs"]["1"]["log"][0]["value"] == [9, 2]
    assert found["runs"]["1"]["log"][1]["value"] == 1, "an answer that is no person stays"
    assert found["snapshots"]["1"]["levels"] == {"9": "core", "2": "active"}
    assert found["community"]["1"]["sponsor"] == 9
    assert list(found["history"]) == ["2"]
    assert found["history"]["2"]["changes"][0]["after"] == {"stewards+": [9]}
    assert found["erased"] == {"1": {"mark": "mark", "on": "2026-11-22"}}
    assert found["meta"]["1"]["next_id"]["members"] == 10
    assert found["meta"]["1"]["generation"] == 8
    assert found["members"]["3"] == TABLES["members"]["3"], "others are left alone"
    MemoryStore(found).load()


def test_a_second_time_changes_nothing_but_what_names_them() -> None:
    once = forget(TABLES, person())
    assert forget(once, person()) == once


def test_letters_and_accents_apart() -> None:
    apart = {"topics": {"1": {"title": unicodedata.normalize("NFD", f"for {ANN}")}}}
    assert forget(apart, person())["topics"]["1"]["title"] == f"for {SOMEONE}"


def test_a_word_that_others_share_is_left_in_texts() -> None:
    tables = {
        "members": {"1": {"name": "Grace Kim"}, "2": {"name": "Grace Lee"}},
        "topics": {"1": {"title": "Grace under fire; Kim asks; no kimono"}},
    }
    community = MemoryStore(tables).load().community
    found = forget(tables, person_to_forget(community, 1, ON, "m"))
    assert found["topics"]["1"]["title"] == "Grace under fire; someone asks; no kimono"


def test_nobody_of_that_id() -> None:
    with pytest.raises(UsageError):
        person_to_forget(MemoryStore(TABLES).load().community, 77, ON, "m")


names = st.text(st.characters(categories=("L", "M", "P", "Z")), min_size=3, max_size=12)


@given(names, st.text(max_size=20), st.text(max_size=20))
def test_any_name_goes_and_the_file_opens(name: str, before: str, after: str) -> None:
    tables = {
        "meta": {"1": {"schema": 1}},
        "members": {"1": {"name": name}, "2": {"name": "Beth"}},
        "asks": {"1": {"text": f"{before} {name} {after}", "asker": 1}},
    }
    store = MemoryStore(tables)
    community = store.load().community
    if 1 not in community.members:
        return
    whom = person_to_forget(community, 1, ON, "m")
    store.erase(lambda found: forget(found, whom))
    then = store.load().community
    assert 1 not in then.members
    assert then.asks[1].asker == 3
    word = " ".join(unicodedata.normalize("NFC", name).split())
    # Whoever is called "someone" cannot be told from the word that is put for a name.
    if word and word[0].isalnum() and word[-1].isalnum() and word.casefold() != SOMEONE:
        assert f" {word} " not in unicodedata.normalize("NFC", then.asks[1].text)


def test_the_samples_survive_it() -> None:
    for path in sorted((Path(__file__).resolve().parents[2] / "sample_data").glob("*.json")):
        tables = json.loads(path.read_text("utf-8"))
        if "members" not in tables:
            continue
        store = MemoryStore(tables)
        before = store.load()
        for who in list(before.community.members)[:3]:
            whom = person_to_forget(store.load().community, who, ON, str(who))
            store.erase(lambda found, whom=whom: forget(found, whom))
        then = store.load()
        assert then.faults == before.faults
        assert len(then.community.members) == len(before.community.members)
        for number, event in before.community.events.items():
            assert len(then.community.events[number].there) == len(event.there)
