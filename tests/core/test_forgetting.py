"""Someone is forgotten: nothing names them, everything is counted and said as before."""

from __future__ import annotations

import json
import unicodedata
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coptui.core.copies.soundness import unsound
from coptui.core.forgetting.plan import Plan, documents_of, plan
from coptui.core.forgetting.request import Passage, Request, is_mark_of, new_mark
from coptui.core.model.labels import SOMEONE
from coptui.core.model.records import Text
from coptui.core.model.references import free_id
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore
from whole_community import VOCABULARY, sentence, whole_community

ON = "2026-11-22"
ANN = "Ann-Marie Müller"
TABLES = {
    "meta": {"1": {"schema": 1, "generation": 7, "next_id": {"members": 9}}},
    "community": {"1": {"name": "Circle", "sponsor": 1, "purpose": f"What started it {ANN}."}},
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
    "library": {
        "1": {"title": "Sheet", "keeper": 1, "uses": [{"by": 1, "what": f"{ANN} at night"}, {"by": 2}]},
        "2": {"title": "Card", "keeper": ANN},
    },
    "questions": {"1": {"text": f"What would {ANN} do?", "curious": [1, 2]}},
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
REQUEST = Request(1, ON, "mark")


def planned(tables: dict[str, Any], member: int = 1, **said: Any) -> Plan:
    living = [int(key) for key in tables["members"]]
    made = plan(documents_of(tables), living, Request(member, ON, "mark", **said), 99)
    made.look(documents_of(tables))
    return made


def asked(tables: dict[str, Any], member: int = 1) -> list[Passage]:
    return list(planned(tables, member).open)


def with_all(tables: dict[str, Any], *, meant: bool) -> dict[str, Any]:
    """The tables without member 1, and the same said of every passage in question."""
    decided = dict.fromkeys(asked(tables), meant)
    return planned(tables, decided=decided).tables(tables)


def forget(tables: dict[str, Any], request: Request) -> dict[str, Any]:
    """The tables without a member; passages in question stay as they are."""
    living = [int(key) for key in tables["members"]]
    someone = free_id(tables, "members")
    return plan(documents_of(tables), living, request, someone).tables(tables)


def test_no_byte_names_them_and_every_count_stays() -> None:
    found = forget(TABLES, REQUEST)
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
    assert found["events"]["1"]["unmatched"] == [{"name": SOMEONE}]
    assert found["runs"]["1"]["subject"]["id"] == 9
    assert found["runs"]["1"]["log"][0]["value"] == [9, 2]
    assert found["runs"]["1"]["log"][1]["value"] == 1, "an answer that is no person stays"
    item = found["library"]["1"]
    assert (item["keeper"], [use["by"] for use in item["uses"]]) == (9, [9, 2])
    assert found["library"]["2"]["keeper"] == SOMEONE
    assert found["questions"]["1"]["curious"] == [9, 2]
    assert found["snapshots"]["1"]["levels"] == {"9": "core", "2": "active"}
    assert found["community"]["1"]["sponsor"] == 9
    assert list(found["history"]) == ["2"]
    assert found["history"]["2"]["changes"][0]["after"] == {"stewards+": [9]}
    assert found["erased"] == {"1": {"mark": "mark", "on": "2026-11-22", "member": 9}}
    assert found["meta"]["1"]["next_id"]["members"] == 10
    assert found["meta"]["1"]["generation"] == 8
    assert found["members"]["3"] == TABLES["members"]["3"], "others are left alone"
    MemoryStore(found).load()


def test_whoever_was_merged_with_what_stands_for_another_leaves_its_mark_whole() -> None:
    earlier = {"1": {"mark": "earlier", "on": "2026-01-01", "member": 1}}
    marks = forget({**TABLES, "erased": earlier}, REQUEST)["erased"]
    assert [one["member"] for one in marks.values()] == [9, 9]


def test_a_second_time_changes_nothing() -> None:
    done = planned(TABLES)
    once = done.tables(TABLES, mark=True)
    assert done.tables(once, mark=True) == once


def test_letters_and_accents_apart() -> None:
    apart = {
        **TABLES,
        "topics": {"1": {"title": unicodedata.normalize("NFD", f"for {ANN}")}},
    }
    assert forget(apart, REQUEST)["topics"]["1"]["title"] == f"for {SOMEONE}"


@pytest.mark.parametrize(
    ("person", "title", "then"),
    [
        # Words that others bear, or that mean something else, are asked about.
        ({"name": "Grace Kim"}, "Grace under fire; Kim asks; no kimono", "Grace under fire; someone asks; no kimono"),
        ({"name": "May Will"}, "May Will meet in May? will may", None),
        ({"name": "Zora Quast"}, "Zora and Quast", "someone and Quast"),
        # In small letters it is a word of the language of the file.
        ({"name": "Sol Zimmerli"}, "Sol y playa, sol. Zimmerli", "Sol y playa, sol. someone"),
        # Numbers, however they are set apart; days and years are none.
        ({"name": "Zora", "phone": "+49 (30) 1234-567"}, "ring 030 0 +49301234567 or 49 30 1234 567.", "ring 030 0 someone or someone."),
        ({"name": "Zora", "phone": "2025"}, "2025 was good", None),
        ({"name": "Zora", "phone": "2025 03 14"}, "we met on 2025-03-14", None),
        # Addresses, and what only begins or ends like one.
        ({"name": "Zora", "emails": ["z@b.org"]}, "z@b.org. Not xz@b.org, z@b.org.uk", "someone. Not xz@b.org, z@b.org.uk"),
        ({"name": "Zora", "emails": ["office@b.org"]}, "office@b.org", None),
        ({"name": "Zora", "handles": {"chat": "@zq9"}}, "ask @zq9, zq9 or zq99", "ask someone, someone or zq99"),
        ({"name": "Zora", "handles": {"chat": "demo"}}, "the demo by @demo", None),
        # Scripts without spaces, and names in letters that have no small form.
        ({"name": "王小芳"}, "昨天王小芳说", "昨天someone说"),
        ({"name": "김민수"}, "김민수는", "someone는"),
        ({"name": "דנה כהן"}, "דנה כהן אמרה", "someone אמרה"),
        ({"name": "דנה כהן"}, "אמרה דנה אתמול", None),
        # Cut off in a label.
        ({"name": "Zora Zimmerli"}, "conversation with Zora Zimm…", "conversation with someone…"),
        ({"name": "Zora Zimmerli", "aliases": ["Zimmerli of the Hill"]}, "ring Zora Zimmerli…", "ring someone…"),
    ],
)  # fmt: skip
def test_of_ordinary_words_nothing_is_changed_unseen(
    person: dict[str, Any], title: str, then: str | None
) -> None:
    others = {"2": {"name": "Grace Lee"}, "3": {"name": "Otto Quast", "emails": ["office@b.org"]}}
    tables = {"members": {"1": person, **others}, "topics": {"1": {"title": title}}}
    done = planned(tables)
    assert done.tables(tables)["topics"]["1"]["title"] == (then or title)
    if then is None:
        assert done.open
        assert all(one.words in one.sentence for one in done.open)
        said = dict.fromkeys(done.open, True)
        assert done.tables(tables) == planned(
            tables, decided=dict.fromkeys(done.open, False)
        ).tables(tables)
        assert SOMEONE in planned(tables, decided=said).tables(tables)["topics"]["1"]["title"]


def test_each_passage_is_asked_about_in_its_sentence_and_once_for_the_history_too() -> None:
    text = "We begin in May. May brings cake, says May.\nMay not"
    tables = {
        "members": {"1": {"name": "May Zimmerli"}},
        "topics": {"4": {"title": "x", "notes": text}},
        "history": {"1": {"at": "2026-01-01", "by": "x", "label": "edit",
                          "changes": [{"table": "topics", "id": 4, "before": {"notes": text}, "after": {"notes": "May"}}]}},
    }  # fmt: skip
    found = asked(tables)
    assert [(one.sentence, one.start) for one in found] == [
        ("We begin in May.", 12), ("May brings cake, says May.", 0),
        ("May brings cake, says May.", 22), ("May not", 0), ("May", 0),
    ]  # fmt: skip
    assert {one[:3] for one in found} == {("topics", 4, "notes")}
    decided = {one: one.sentence.startswith("May brings") for one in found}
    done = planned(tables, decided=decided)
    assert not done.open
    new = "We begin in May. someone brings cake, says someone.\nMay not"
    then = done.tables(tables)
    assert then["topics"]["4"]["notes"] == new
    assert then["history"]["1"]["changes"][0]["before"] == {"notes": new}


def test_who_they_were_is_all_that_the_history_and_other_files_say() -> None:
    history = {
        "1": {"at": "2026-01-01", "by": "x", "label": "edit member Zora Zimmerli",
              "changes": [{"table": "members", "id": 1, "before": {"name": "Zora Zimmerli", "emails+": ["z@old.org"]},
                           "after": {"name": "Z. Halvorsen"}}]},
        "2": {"at": "2026-01-01", "by": "x", "label": "Zuzana Q and Z. Halvorsen merged",
              "changes": [{"table": "members", "id": 1, "before": {}, "after": {"aliases+": ["Zuzana Q"]}},
                          {"table": "touches", "id": 1, "before": {"members+": [2]}, "after": {"members+": [1]}},
                          {"table": "members", "id": 2, "before": {"name": "Zuzana Q", "handles": {"chat": "zuzq"},
                           "notes": [{"text": "sleeps badly"}]}, "after": None}]},
    }  # fmt: skip
    tables = {
        "members": {"1": {"name": "Z. Halvorsen", "aliases": ["Zuzana Q"]}},
        "events": {"1": {"title": "x", "unmatched": [{"name": "Z. Halvorsen", "email": "zh@new.org"}]}},
        "topics": {"1": {"title": "of z@old.org, Zimmerli, @zuzq and zh@new.org"}},
        "history": history,
    }  # fmt: skip
    found = forget(tables, REQUEST)
    assert found["topics"]["1"]["title"] == "of someone, someone, someone and someone"
    assert found["history"] == {}, "undo would have brought them back"
    # A backup from before they were made one.
    old = {"members": {"1": {"name": "Z. Halvorsen"}, "2": {"name": "Zuzana Q", "knows": [1]}},
           "touches": {"1": {"on": "2026-01-01", "members": [2, 1]}}}  # fmt: skip
    done = plan(documents_of(tables, old), [1], REQUEST, 99)
    then = done.tables(old)
    assert [one["name"] for one in then["members"].values()] == [SOMEONE, SOMEONE]
    assert then["touches"]["1"]["members"] == [100, 99]
    # Somebody who is there in their own right was parted again.
    assert plan(documents_of(tables, old), [1, 2], REQUEST, 99).person.ids == (1,)


@pytest.mark.parametrize(
    "label", ["Zuzana Q and Z. Halvorsen merged", "Zuzana Q och Z. Halvorsen är en"]
)
def test_who_they_were_merged_with_is_known_in_every_language(label: str) -> None:
    merge = {"at": "2026-01-01", "by": "x", "label": label,
             "changes": [{"table": "members", "id": 1, "before": {}, "after": {"tags+": ["host"]}},
                         {"table": "members", "id": 2, "before": {"name": "Zuzana Q"}, "after": None}]}  # fmt: skip
    deletion = {**merge, "label": "delete member Zuzana Q"}
    members = {"1": {"name": "Z. Halvorsen", "tags": ["host"]}}
    old = {"members": {"1": {"name": "Z. Halvorsen"}, "2": {"name": "Zuzana Q"}}}
    merged = {"members": members, "history": {"1": merge}}
    assert plan(documents_of(merged, old), [1], REQUEST, 99).person.ids == (1, 2)
    deleted = {"members": members, "history": {"1": deletion}}
    assert plan(documents_of(deleted, old), [1], REQUEST, 99).person.ids == (1,)


def test_nobody_of_that_id() -> None:
    with pytest.raises(UsageError):
        planned(TABLES, 77)


def test_somebody_who_was_deleted_before_is_forgotten_by_their_id() -> None:
    tables = deepcopy(TABLES)
    gone = tables["members"].pop("1")
    tables["history"]["3"] = {"at": "2026-01-01", "by": "x", "label": f"delete member {ANN}",
                              "changes": [{"table": "members", "id": 1, "before": gone, "after": None}]}  # fmt: skip
    text = json.dumps(planned(tables).tables(tables, mark=True), ensure_ascii=False)
    assert "Müller" not in text
    assert '"mark"' in text


def test_a_mark_says_of_an_id_whether_it_was_it() -> None:
    mark = new_mark(12, "00112233aabbccdd")
    assert is_mark_of(mark, 12)
    assert not any(is_mark_of(mark, number) for number in range(12))
    assert not is_mark_of("5f", 12)


# A seed cannot be made simpler.
few = settings(max_examples=10, phases=(Phase.reuse, Phase.generate))
many = settings(max_examples=500, phases=(Phase.reuse, Phase.generate))
randoms = st.integers(0, 2**32).map(Random)
word = st.sampled_from(VOCABULARY)
called = st.fixed_dictionaries(
    {
        "name": st.lists(word, min_size=1, max_size=2).map(" ".join),
        "sort_name": word, "phone": word, "aliases": st.lists(word, max_size=2),
        "emails": st.lists(word, max_size=1), "handles": st.dictionaries(word, word, max_size=1),
    }
)  # fmt: skip
TOKENS = {
    "name": "Xylo Qwertz", "sort_name": "Qwertz Xylo", "phone": "+99 1234 5678",
    "aliases": ["Xy Zett"], "emails": ["xq@qwertz.example"], "handles": {"chat": "xqz77"},
}  # fmt: skip


def faults(tables: dict[str, Any]) -> set[tuple[str, str]]:
    store = MemoryStore(tables)
    found = [*store.check(), *unsound(store.load().community, date(2026, 12, 1))]
    return {(one.table, one.message) for one in found}


def words_of_the_file_change_nothing(random: Random, person: dict[str, Any]) -> None:
    tables = whole_community(random, person, lambda kind: sentence(random))
    other = deepcopy(tables)
    # Somebody of whom no text says anything: what happens to others' records is the same.
    other["members"]["1"] = {
        "name": "Xylo Qwertz",
        "joined_on": tables["members"]["1"]["joined_on"],
    }
    for name in ("left_on", "paused_on", "paused_until"):
        other["members"]["1"][name] = tables["members"]["1"][name]
    for entry in other["history"].values():
        entry["changes"] = [
            one for one in entry["changes"] if (one["table"], one["id"]) != ("members", 1)
        ]
        if not entry["changes"]:
            entry["changes"] = [{"table": "members", "id": 1, "before": None, "after": {}}]
    assert with_all(tables, meant=False) == with_all(other, meant=False)
    said = with_all(tables, meant=True)
    assert faults(said) <= faults(tables)
    assert said["meta"]["1"]["next_id"]["members"] > 99
    for table, documents in said.items():
        if table not in ("meta", "erased"):
            assert len(documents) == len(with_all(other, meant=False)[table])


def no_byte_is_left(random: Random, data: st.DataObject) -> None:
    terms = [
        TOKENS["name"],
        TOKENS["sort_name"],
        TOKENS["phone"],
        "Xy Zett",
        "xq@qwertz.example",
        "xqz77",
    ]
    few = data.draw(st.lists(st.sampled_from(terms), min_size=1))

    def say(kind: Text | None) -> str:
        # A single word that is an employer's too, or in another's name, is not theirs alone.
        if kind is Text.NAMED:
            return random.choice(few)
        return sentence(random, random.choice(few) if kind is not Text.LABEL else "")

    tables = whole_community(random, TOKENS, say)
    said = with_all(tables, meant=True)
    text = json.dumps(said, ensure_ascii=False)
    for token in ("Xylo", "Qwertz", "1234", "Zett", "qwertz", "xqz77"):
        assert token not in text, token
    assert faults(said) <= faults(tables)


@few
@given(randoms, called)
def test_named_in_words_of_the_file_they_change_nothing_but_what_was_said_of(
    random: Random, person: dict[str, Any]
) -> None:
    words_of_the_file_change_nothing(random, person)


@few
@given(randoms, st.data())
def test_no_byte_that_only_they_had_is_left(random: Random, data: st.DataObject) -> None:
    no_byte_is_left(random, data)


@pytest.mark.long
@many
@given(randoms, called)
def test_of_many_communities_nothing_else_is_changed(
    random: Random, person: dict[str, Any]
) -> None:
    words_of_the_file_change_nothing(random, person)


@pytest.mark.long
@many
@given(randoms, st.data())
def test_of_many_communities_no_byte_is_left(random: Random, data: st.DataObject) -> None:
    no_byte_is_left(random, data)


def test_the_samples_survive_it() -> None:
    for path in sorted((Path(__file__).resolve().parents[2] / "sample_data").glob("*.json")):
        tables = json.loads(path.read_text("utf-8"))
        if "members" not in tables:
            continue
        before = MemoryStore(tables).load()
        for who in list(before.community.members)[:3]:
            tables = forget(tables, Request(who, ON, str(who)))
        then = MemoryStore(tables).load()
        assert then.faults == before.faults
        assert len(then.community.members) == len(before.community.members)
        for number, event in before.community.events.items():
            assert len(then.community.events[number].there) == len(event.there)
